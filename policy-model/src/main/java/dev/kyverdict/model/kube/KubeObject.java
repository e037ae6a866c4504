package dev.kyverdict.model.kube;

import dev.kyverdict.model.Manifest;
import dev.kyverdict.model.Problem;
import java.util.List;

/** A manifest that is not a Kyverno policy. */
public sealed interface KubeObject extends Manifest
    permits ReplicationSource,
        ReplicationDestination,
        ExternalSecret,
        ClusterExternalSecret,
        VolumeSnapshotClass,
        GlobalContextEntry,
        Kustomization,
        Builtin {

  /** Every reason for which the API server would refuse it. */
  default List<Problem> problems() {
    return List.of();
  }
}
