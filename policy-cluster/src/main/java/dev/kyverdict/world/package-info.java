/**
 * A whole home cluster on a virtual clock: Kyverno, VolSync, Longhorn, External Secrets, Argo CD,
 * CronJobs, apps with data, and an object store that outlives it.
 *
 * <p>{@link dev.kyverdict.world.World} puts it together. The rooms below know the cluster and its
 * actors, and nothing of this package.
 */
@NullMarked
package dev.kyverdict.world;

import org.jspecify.annotations.NullMarked;
