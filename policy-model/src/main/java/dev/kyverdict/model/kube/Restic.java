package dev.kyverdict.model.kube;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code spec.restic} of a source and of a destination share.
 *
 * @param repository {@code repository}: the <em>name of a Secret</em> in the same namespace
 * @param copyMethod {@code copyMethod}; VolSync has no default
 * @param capacity {@code capacity}, a quantity
 * @param accessModes {@code accessModes}
 * @param storageClassName {@code storageClassName}
 * @param volumeSnapshotClassName {@code volumeSnapshotClassName}
 * @param cacheCapacity {@code cacheCapacity}, a quantity; VolSync takes 1Gi when absent
 * @param cacheAccessModes {@code cacheAccessModes}
 * @param cacheStorageClassName {@code cacheStorageClassName}
 * @param mover every other shared field ({@code moverSecurityContext}, {@code customCA} …), as
 *     written
 */
public record Restic(
    Optional<String> repository,
    Optional<CopyMethod> copyMethod,
    Optional<String> capacity,
    List<String> accessModes,
    Optional<String> storageClassName,
    Optional<String> volumeSnapshotClassName,
    Optional<String> cacheCapacity,
    List<String> cacheAccessModes,
    Optional<String> cacheStorageClassName,
    ObjectNode mover) {

  /**
   * The shared fields that {@code mover} keeps as they are, in the order in which they are written.
   */
  public static final List<String> MOVER_FIELDS =
      List.of(
          "customCA",
          "moverSecurityContext",
          "moverServiceAccount",
          "moverPodLabels",
          "moverResources",
          "moverAffinity",
          "moverVolumes");

  /** Copies. */
  public Restic {
    accessModes = List.copyOf(accessModes);
    cacheAccessModes = List.copyOf(cacheAccessModes);
    mover = mover.deepCopy();
  }

  /** {@code copyMethod}. */
  public enum CopyMethod {
    /** The claim itself; a destination's image is then a claim, which the populator cannot use. */
    DIRECT("Direct"),
    /** The old name of Direct. */
    NONE("None"),
    /** A clone of the claim. */
    CLONE("Clone"),
    /** A snapshot of the claim. */
    SNAPSHOT("Snapshot");

    private final String text;

    CopyMethod(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
