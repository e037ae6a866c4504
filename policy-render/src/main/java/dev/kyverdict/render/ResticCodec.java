package dev.kyverdict.render;

import dev.kyverdict.model.kube.Restic;
import dev.kyverdict.model.kube.Restic.CopyMethod;
import dev.kyverdict.model.kube.Trigger;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code spec.trigger}, and what {@code spec.restic} of a source and of a destination share. */
final class ResticCodec {

  private ResticCodec() {}

  static ObjectNode write(Trigger trigger) {
    return new Mapping()
        .text("schedule", trigger.schedule())
        .text("manual", trigger.manual())
        .node();
  }

  static Trigger trigger(Fields fields) {
    return new Trigger(fields.text("schedule"), fields.text("manual"));
  }

  /** All but the repository, which stands first. */
  static ObjectNode write(Restic restic) {
    return new Mapping()
        .text("copyMethod", restic.copyMethod())
        .text("capacity", restic.capacity())
        .texts("accessModes", restic.accessModes())
        .text("storageClassName", restic.storageClassName())
        .text("volumeSnapshotClassName", restic.volumeSnapshotClassName())
        .text("cacheCapacity", restic.cacheCapacity())
        .texts("cacheAccessModes", restic.cacheAccessModes())
        .text("cacheStorageClassName", restic.cacheStorageClassName())
        .all(restic.mover())
        .node();
  }

  static Restic read(Fields fields) {
    return new Restic(
        fields.text("repository"),
        fields.oneOf("copyMethod", List.of(CopyMethod.values())),
        fields.quantity("capacity"),
        fields.texts("accessModes"),
        fields.text("storageClassName"),
        fields.text("volumeSnapshotClassName"),
        fields.quantity("cacheCapacity"),
        fields.texts("cacheAccessModes"),
        fields.text("cacheStorageClassName"),
        fields.others(Restic.MOVER_FIELDS));
  }
}
