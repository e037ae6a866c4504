/**
 * Scalar values as Go and Kubernetes have them: quantities, durations, versions, wildcards, number
 * texts. A leaf.
 */
@NullMarked
package dev.kyverdict.values;

import org.jspecify.annotations.NullMarked;
