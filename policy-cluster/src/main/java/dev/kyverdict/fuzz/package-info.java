/** Differential fuzzing: what two judges say about generated cases. */
@NullMarked
package dev.kyverdict.fuzz;

import org.jspecify.annotations.NullMarked;
