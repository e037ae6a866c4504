/** Stories of the simulated cluster, told again to a real one with a real Kyverno. */
@NullMarked
package dev.kyverdict.replay;

import org.jspecify.annotations.NullMarked;
