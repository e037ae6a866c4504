/** A cluster in the JVM: API server, controllers, faults, and a virtual clock. */
@NullMarked
package dev.kyverdict.cluster.sim;

import org.jspecify.annotations.NullMarked;
