/** Which ways of which rules tests have taken, and which never. */
@NullMarked
package dev.kyverdict.testing.coverage;

import org.jspecify.annotations.NullMarked;
