package dev.kyverdict.model.kube;

import dev.kyverdict.model.Metadata;
import java.util.Optional;

/**
 * {@code volsync.backube/v1alpha1 ReplicationDestination} with the restic mover: restores into an
 * image from which claims are populated.
 *
 * @param metadata {@code metadata}
 * @param trigger {@code spec.trigger}
 * @param paused {@code spec.paused}
 * @param restic the shared part of {@code spec.restic}
 * @param destinationPvc {@code spec.restic.destinationPVC}
 * @param cleanupTempPvc {@code spec.restic.cleanupTempPVC}
 * @param cleanupCachePvc {@code spec.restic.cleanupCachePVC}
 * @param enableFileDeletion {@code spec.restic.enableFileDeletion}
 * @param previous {@code spec.restic.previous}
 * @param restoreAsOf {@code spec.restic.restoreAsOf}, RFC 3339
 */
public record ReplicationDestination(
    Metadata metadata,
    Optional<Trigger> trigger,
    Optional<Boolean> paused,
    Restic restic,
    Optional<String> destinationPvc,
    Optional<Boolean> cleanupTempPvc,
    Optional<Boolean> cleanupCachePvc,
    Optional<Boolean> enableFileDeletion,
    Optional<Integer> previous,
    Optional<String> restoreAsOf)
    implements KubeObject {

  @Override
  public String apiVersion() {
    return "volsync.backube/v1alpha1";
  }

  @Override
  public String kind() {
    return "ReplicationDestination";
  }
}
