package dev.kyverdict.world.storage;

import dev.kyverdict.values.Quantity;
import dev.kyverdict.world.control.CallFailedException;
import dev.kyverdict.world.control.Desk;
import dev.kyverdict.world.control.Kind;
import dev.kyverdict.world.kube.Trees;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is behind a snapshot. */
final class SnapshotContent {

  private static final String DEFAULT = "snapshot.storage.kubernetes.io/is-default-class";

  private SnapshotContent() {}

  /** The content that a snapshot needs. */
  static ObjectNode of(Desk desk, JsonNode snapshot) {
    String namespace = Trees.namespace(snapshot);
    String source = Trees.text(snapshot, "spec/source/persistentVolumeClaimName");
    ObjectNode claim = desk.get(Kind.CLAIM, namespace, source);
    if (!Claims.phase(claim).equals("Bound")) {
      throw new CallFailedException(
          "the PVC %s is not yet bound to a PV, will not attempt to take a snapshot"
              .formatted(source));
    }
    ObjectNode volume = desk.get(Kind.VOLUME, "", Claims.volume(claim));
    String driver = Trees.text(volume, "spec/csi/driver");
    ObjectNode snapshotClass = snapshotClass(desk, snapshot, driver);
    ObjectNode content =
        Trees.head(
            Kind.CONTENT.apiVersion(),
            Kind.CONTENT.kind(),
            "",
            "snapcontent-" + Claims.uid(snapshot));
    ObjectNode spec = content.putObject("spec");
    spec.put("deletionPolicy", Trees.text(snapshotClass, "deletionPolicy")).put("driver", driver);
    spec.putObject("source").put("volumeHandle", Trees.text(volume, "spec/csi/volumeHandle"));
    spec.put("volumeSnapshotClassName", Trees.name(snapshotClass));
    ObjectNode reference = spec.putObject("volumeSnapshotRef");
    reference.put("apiVersion", Kind.SNAPSHOT.apiVersion()).put("kind", Kind.SNAPSHOT.kind());
    reference.put("namespace", namespace).put("name", Trees.name(snapshot));
    reference.put("uid", Claims.uid(snapshot));
    return content;
  }

  private static ObjectNode snapshotClass(Desk desk, JsonNode snapshot, String driver) {
    String name = Trees.text(snapshot, "spec/volumeSnapshotClassName");
    if (!name.isEmpty()) {
      return desk.find(Kind.SNAPSHOT_CLASS, "", name)
          .orElseThrow(
              () ->
                  new CallFailedException(
                      "volumesnapshotclass.snapshot.storage.k8s.io \"" + name + "\" not found"));
    }
    List<ObjectNode> defaults =
        desk.list(Kind.SNAPSHOT_CLASS, "", "").stream()
            .filter(it -> Claims.annotation(it, DEFAULT).equals("true"))
            .filter(it -> Trees.text(it, "driver").equals(driver))
            .toList();
    if (defaults.size() != 1) {
      throw new CallFailedException(
          defaults.isEmpty()
              ? "cannot find default snapshot class"
              : defaults.size() + " default snapshot classes were found");
    }
    return defaults.getFirst();
  }

  static void report(Desk desk, ObjectNode content, JsonNode image, boolean ready) {
    ObjectNode reported = content.deepCopy();
    ObjectNode status = reported.putObject("status").put("readyToUse", ready);
    status.put("snapshotHandle", Trees.text(image, "handle"));
    status.put("restoreSize", image.path("size").asLong());
    if (!reported.equals(content)) {
      desk.updateStatus(Kind.CONTENT, reported);
    }
  }

  static String quantity(long bytes) {
    return Quantity.of(BigDecimal.valueOf(bytes), Quantity.Format.BINARY_SI).toString();
  }
}
