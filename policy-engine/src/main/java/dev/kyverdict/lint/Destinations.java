package dev.kyverdict.lint;

import static dev.kyverdict.lint.VolSyncLint.CAPACITY_MISSING;
import static dev.kyverdict.lint.VolSyncLint.CLEANUP_TEMP_PVC;
import static dev.kyverdict.lint.VolSyncLint.FILE_DELETION_MISSING;
import static dev.kyverdict.lint.VolSyncLint.IMAGE_NOT_A_SNAPSHOT;
import static dev.kyverdict.lint.VolSyncLint.SNAPSHOT_CLASS_WITHOUT_TYPE;

import dev.kyverdict.lint.Tree.Absent;
import dev.kyverdict.lint.Tree.Known;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** ReplicationDestinations, and the classes of their snapshots. */
final class Destinations {

  static final String LONGHORN = "driver.longhorn.io";

  private Destinations() {}

  static void check(ObjectView object, Problems problems) {
    if (object.kind().equals("ReplicationDestination") && Movers.isMover(object)) {
      image(object, problems);
      capacity(object, problems);
      cleanup(object, problems);
    }
    if (object.kind().equals("VolumeSnapshotClass")) {
      snapshotClass(object, problems);
    }
  }

  private static void image(ObjectView object, Problems problems) {
    Tree tree = object.tree();
    boolean wrong =
        switch (tree.at("spec", "restic", "copyMethod")) {
          case Absent absent -> true;
          case Known(var method) -> !method.asString("").equals("Snapshot");
          default -> false;
        };
    if (wrong && tree.isAbsent("spec", "restic", "destinationPVC")) {
      String method = tree.text("spec", "restic", "copyMethod").orElse("none");
      object.report(
          problems,
          IMAGE_NOT_A_SNAPSHOT,
          method.equals("none") ? "/spec/restic" : "/spec/restic/copyMethod",
          "copyMethod is " + method + ", so its image is no snapshot and no claim can use it",
          "write copyMethod: Snapshot");
    }
    if (tree.has("spec", "trigger", "schedule")
        && tree.isAbsent("spec", "restic", "enableFileDeletion")) {
      object.report(
          problems,
          FILE_DELETION_MISSING,
          "/spec/restic",
          "it is synced again and again, and files that were deleted stay",
          "write enableFileDeletion: true");
    }
  }

  private static void capacity(ObjectView object, Problems problems) {
    Tree tree = object.tree();
    List<String> missing =
        Stream.of("capacity", "accessModes")
            .filter(field -> tree.isEmptyAt("spec", "restic", field))
            .toList();
    if (!missing.isEmpty() && tree.isAbsent("spec", "restic", "destinationPVC")) {
      object.report(
          problems,
          CAPACITY_MISSING,
          "/spec/restic",
          "it has no " + String.join(" and no ", missing) + ", and no destinationPVC",
          "write capacity and accessModes of the claim");
    }
  }

  private static void cleanup(ObjectView object, Problems problems) {
    Tree tree = object.tree();
    boolean longhorn =
        Stream.of("volumeSnapshotClassName", "storageClassName")
            .map(field -> tree.text("spec", "restic", field))
            .flatMap(Optional::stream)
            .anyMatch(name -> name.contains("longhorn"));
    if (tree.isTrue("spec", "restic", "cleanupTempPVC") && longhorn) {
      object.report(
          problems,
          CLEANUP_TEMP_PVC,
          "/spec/restic/cleanupTempPVC",
          "a snapshot of Longhorn lives in the volume that is deleted",
          "leave cleanupTempPVC out");
    }
  }

  private static void snapshotClass(ObjectView object, Problems problems) {
    Tree tree = object.tree();
    Optional<String> type = tree.text("parameters", "type");
    if (tree.text("driver").equals(Optional.of(LONGHORN)) && !type.equals(Optional.of("snap"))) {
      object.report(
          problems,
          SNAPSHOT_CLASS_WITHOUT_TYPE,
          type.isPresent() ? "/parameters/type" : "",
          "without type: snap Longhorn makes backups, which need a backup target",
          "write parameters: {type: snap}");
    }
  }
}
