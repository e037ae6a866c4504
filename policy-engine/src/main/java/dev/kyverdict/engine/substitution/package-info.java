/** Variables and references in texts and trees. */
@NullMarked
package dev.kyverdict.engine.substitution;

import org.jspecify.annotations.NullMarked;
