/** Kyverno's admission controller on a virtual clock. */
@NullMarked
package dev.kyverdict.cluster.kyverno.admission;

import org.jspecify.annotations.NullMarked;
