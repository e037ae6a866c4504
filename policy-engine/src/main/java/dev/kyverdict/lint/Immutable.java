package dev.kyverdict.lint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Fields that the API server does not let anybody change once an object is there. */
final class Immutable {

  /** For a kind, places that are fixed. */
  private static final Map<String, Set<String>> FIXED =
      Map.ofEntries(
          Map.entry("PersistentVolumeClaim", Set.of("spec")),
          Map.entry("Pod", Set.of("spec")),
          Map.entry("Deployment", Set.of("spec.selector")),
          Map.entry("DaemonSet", Set.of("spec.selector")),
          Map.entry("ReplicaSet", Set.of("spec.selector")),
          Map.entry("StatefulSet", Set.of("spec")),
          Map.entry("Job", Set.of("spec.template", "spec.selector", "spec.completionMode")),
          Map.entry(
              "StorageClass",
              Set.of("provisioner", "parameters", "reclaimPolicy", "volumeBindingMode")),
          Map.entry("RoleBinding", Set.of("roleRef")),
          Map.entry("ClusterRoleBinding", Set.of("roleRef")),
          Map.entry("Secret", Set.of("type")),
          Map.entry("VolumeSnapshot", Set.of("spec.source")),
          Map.entry("PersistentVolume", Set.of("spec.csi", "spec.nfs", "spec.local")));

  /** For a kind, places below those that may be changed nevertheless. */
  private static final Map<String, Set<String>> FREE =
      Map.of(
          "PersistentVolumeClaim",
          Set.of("spec.resources", "spec.volumeAttributesClassName"),
          "Pod",
          Set.of(
              "spec.containers.[].image",
              "spec.initContainers.[].image",
              "spec.activeDeadlineSeconds",
              "spec.terminationGracePeriodSeconds",
              "spec.tolerations"),
          "StatefulSet",
          Set.of(
              "spec.replicas",
              "spec.ordinals",
              "spec.template",
              "spec.updateStrategy",
              "spec.revisionHistoryLimit",
              "spec.persistentVolumeClaimRetentionPolicy",
              "spec.minReadySeconds"));

  private Immutable() {}

  /** The first of the kinds in which a path is fixed. */
  static Optional<String> kindThatFixes(List<String> kinds, List<String> path) {
    return kinds.stream().filter(kind -> isFixed(kind, path)).findFirst();
  }

  private static boolean isFixed(String kind, List<String> path) {
    return isBelow(path, FIXED.getOrDefault(kind, Set.of()))
        && !isBelow(path, FREE.getOrDefault(kind, Set.of()));
  }

  private static boolean isBelow(List<String> path, Set<String> places) {
    String written = String.join(".", path) + ".";
    return places.stream().anyMatch(place -> written.startsWith(place + "."));
  }
}
