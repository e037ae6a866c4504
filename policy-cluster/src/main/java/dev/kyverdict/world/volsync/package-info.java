/**
 * VolSync with its restic mover, and the volume populator. Rules are taken from backube/volsync
 * (which the sources in the comments are paths of) and not from a running one.
 *
 * <p>{@code VolSync} is the operator; {@code Movers} plays the part of the job controller, the
 * kubelet and the mover's script for jobs with the label {@code app.kubernetes.io/created-by:
 * volsync}: no pods are made for them, whoever else runs jobs must leave these alone. Both, and
 * those of {@code world.storage} and {@code world.s3}, belong into the actors of a cluster with
 * VolSync, and their {@code objects()} into its objects.
 */
@NullMarked
package dev.kyverdict.world.volsync;

import org.jspecify.annotations.NullMarked;
