/**
 * What controllers around a cluster share: kinds and their paths, calls that fail as errors do in
 * Go, and a work queue as {@code sigs.k8s.io/controller-runtime} has it.
 */
@NullMarked
package dev.kyverdict.world.control;

import org.jspecify.annotations.NullMarked;
