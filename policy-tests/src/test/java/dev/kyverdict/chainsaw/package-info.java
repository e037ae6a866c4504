/** Kyverno's own end-to-end tests, run in simulated clusters. */
@NullMarked
package dev.kyverdict.chainsaw;

import org.jspecify.annotations.NullMarked;
