/**
 * Pods: who makes them (the controllers of Deployments and StatefulSets), who places them (the
 * scheduler) and who runs them (the kubelet of the one node).
 *
 * <p>What a pod does is an {@link dev.kyverdict.world.apps.Program}; a pod that fits none runs
 * until it is deleted. Jobs that belong to a ReplicationSource or a ReplicationDestination are
 * VolSync's: their pods are played there.
 */
@NullMarked
package dev.kyverdict.world.apps;

import org.jspecify.annotations.NullMarked;
