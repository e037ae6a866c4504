package dev.kyverdict.world.storage;

import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.world.control.CallFailedException;
import dev.kyverdict.world.control.Desk;
import dev.kyverdict.world.control.Kind;
import dev.kyverdict.world.kube.Trees;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a new volume is made from. */
final class VolumeSource {

  private VolumeSource() {}

  /**
   * In Longhorn's words, with nothing in it for an empty volume; empty when a populator fills it.
   */
  static Optional<ObjectNode> of(Desk desk, JsonNode claim) {
    JsonNode reference = Trees.at(claim, "spec/dataSourceRef");
    JsonNode source = reference.isObject() ? reference : Trees.at(claim, "spec/dataSource");
    String name = Trees.text(source, "name");
    return switch (Trees.text(source, "kind")) {
      case "" -> Optional.of(Trees.object());
      case "VolumeSnapshot" -> Optional.of(snapshot(desk, claim, name));
      case "PersistentVolumeClaim" -> Optional.of(clone(desk, claim, name));
      default -> Optional.empty();
    };
  }

  private static ObjectNode snapshot(Desk desk, JsonNode claim, String name) {
    String namespace = Trees.namespace(claim);
    ObjectNode snapshot =
        desk.find(Kind.SNAPSHOT, namespace, name)
            .orElseThrow(
                () ->
                    unusable(
                        "error getting snapshot %s from api server: %s.%s \"%s\" not found"
                            .formatted(name, "volumesnapshots", Kind.SNAPSHOT.group(), name),
                        name));
    if (!Trees.at(snapshot, "status/readyToUse").asBoolean(false)) {
      throw unusable("snapshot " + name + " is not Ready", name);
    }
    long size = Claims.bytes(Trees.text(snapshot, "status/restoreSize"));
    long wanted = Claims.bytes(Claims.requested(claim));
    if (wanted < size) {
      throw unusable(
          "requested volume size %s is less than the size %s for the source snapshot %s"
              .formatted(wanted, size, name),
          name);
    }
    String content = Trees.text(snapshot, "status/boundVolumeSnapshotContentName");
    String handle = Trees.text(desk.get(Kind.CONTENT, "", content), "status/snapshotHandle");
    return Trees.object().put("snapshot", handle);
  }

  private static CallFailedException unusable(String why, String name) {
    return new CallFailedException(
        "error getting handle for DataSource Type VolumeSnapshot by Name " + name + ": " + why);
  }

  private static ObjectNode clone(Desk desk, JsonNode claim, String name) {
    Optional<ObjectNode> source = desk.find(Kind.CLAIM, Trees.namespace(claim), name);
    if (source.isEmpty() || !Claims.phase(source.get()).equals("Bound")) {
      throw new CallFailedException(
          "error getting handle for DataSource Type PersistentVolumeClaim by Name "
              + name
              + ": the PVC source "
              + name
              + " is not bound");
    }
    return Trees.object().put("volume", Claims.volume(source.get()));
  }

  /** Asks Longhorn; what it answers is told as its driver tells it. */
  static JsonNode ask(Desk desk, Method method, String path, JsonNode body) {
    try {
      return desk.fetch(method, Longhorn.URL + path, body);
    } catch (CallFailedException failed) {
      if (failed.status() == 0) {
        throw new CallFailedException(
            "rpc error: code = DeadlineExceeded desc = context deadline exceeded");
      }
      throw new CallFailedException(
          ("rpc error: code = Internal desc = Bad response statusCode [%s]. Body: [detail=,"
                  + " message=%s, code=Server Error] from [http://longhorn-backend:9500/v1/%s]")
              .formatted(failed.status(), failed.text(), path));
    }
  }
}
