/** Who can turn a case into a verdict, and the comparison of what they say. */
@NullMarked
package dev.kyverdict.judge;

import org.jspecify.annotations.NullMarked;
