/** JMESPath as Kyverno's fork parses it. */
@NullMarked
package dev.kyverdict.jmespath;

import org.jspecify.annotations.NullMarked;
