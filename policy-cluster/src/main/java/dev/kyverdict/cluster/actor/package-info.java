/** What acts by itself in a simulated cluster: controllers on a virtual clock. */
@NullMarked
package dev.kyverdict.cluster.actor;

import org.jspecify.annotations.NullMarked;
