package dev.kyverdict.render;

import dev.kyverdict.model.kube.VolumeSnapshotClass;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code VolumeSnapshotClass}. */
final class SnapshotClassCodec {

  private static final List<String> DELETION_POLICIES = List.of("Delete", "Retain");

  private SnapshotClassCodec() {}

  static ObjectNode write(VolumeSnapshotClass snapshots) {
    return new Mapping()
        .text("driver", snapshots.driver())
        .text("deletionPolicy", snapshots.deletionPolicy())
        .texts("parameters", snapshots.parameters())
        .node();
  }

  static VolumeSnapshotClass read(Fields document) {
    return new VolumeSnapshotClass(
        MetadataCodec.read(document),
        document.requiredText("driver"),
        document
            .required("deletionPolicy")
            .flatMap(value -> value.oneOf(DELETION_POLICIES))
            .orElse(""),
        document.textMap("parameters"));
  }
}
