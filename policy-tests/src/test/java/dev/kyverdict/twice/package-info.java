/** The simulated cluster beside the real one: the same cases, judged twice. */
@NullMarked
package dev.kyverdict.twice;

import org.jspecify.annotations.NullMarked;
