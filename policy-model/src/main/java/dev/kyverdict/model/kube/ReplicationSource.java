package dev.kyverdict.model.kube;

import dev.kyverdict.model.Metadata;
import java.util.Optional;

/**
 * {@code volsync.backube/v1alpha1 ReplicationSource} with the restic mover: backs a claim up.
 *
 * @param metadata {@code metadata}
 * @param sourcePvc {@code spec.sourcePVC}
 * @param trigger {@code spec.trigger}
 * @param paused {@code spec.paused}
 * @param restic the shared part of {@code spec.restic}
 * @param pruneIntervalDays {@code spec.restic.pruneIntervalDays}; VolSync takes 7 when absent
 * @param retain {@code spec.restic.retain}; absent or empty keeps a single snapshot
 * @param unlock {@code spec.restic.unlock}
 */
public record ReplicationSource(
    Metadata metadata,
    Optional<String> sourcePvc,
    Optional<Trigger> trigger,
    Optional<Boolean> paused,
    Restic restic,
    Optional<Integer> pruneIntervalDays,
    Optional<Retain> retain,
    Optional<String> unlock)
    implements KubeObject {

  @Override
  public String apiVersion() {
    return "volsync.backube/v1alpha1";
  }

  @Override
  public String kind() {
    return "ReplicationSource";
  }

  /**
   * {@code spec.restic.retain}.
   *
   * @param hourly {@code hourly}
   * @param daily {@code daily}
   * @param weekly {@code weekly}
   * @param monthly {@code monthly}
   * @param yearly {@code yearly}
   * @param last {@code last}: a string upstream
   * @param within {@code within}, such as {@code 3d5h}
   */
  public record Retain(
      Optional<Integer> hourly,
      Optional<Integer> daily,
      Optional<Integer> weekly,
      Optional<Integer> monthly,
      Optional<Integer> yearly,
      Optional<String> last,
      Optional<String> within) {}
}
