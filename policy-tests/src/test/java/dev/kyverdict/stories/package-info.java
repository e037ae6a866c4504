/** The plan's scenarios, tests and problems, told in the simulated cluster. */
@NullMarked
package dev.kyverdict.stories;

import org.jspecify.annotations.NullMarked;
