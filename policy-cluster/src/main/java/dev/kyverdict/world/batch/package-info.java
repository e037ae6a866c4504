/**
 * CronJobs and Jobs, and the two CronJobs of the plan: the pre-warm and the sync that it replaces.
 *
 * <p>Jobs make pods; {@link dev.kyverdict.world.apps.Kubelet} runs them. Jobs that belong to a
 * ReplicationSource or a ReplicationDestination are left to VolSync's actor.
 */
@NullMarked
package dev.kyverdict.world.batch;

import org.jspecify.annotations.NullMarked;
