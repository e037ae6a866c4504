package dev.kyverdict.volsync;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The objects of a cluster, from the short words of a case. */
final class PrewarmObjects {

  static final String BASE_SECRET = "volsync-rustfs-base";

  private PrewarmObjects() {}

  static List<ObjectNode> of(JsonNode given) {
    List<ObjectNode> objects = new ArrayList<>();
    for (JsonNode name : given.path("namespaces")) {
      objects.add(namespace(name.asString()));
      objects.add(object("Secret", name.asString() + "/" + BASE_SECRET, ""));
    }
    for (JsonNode claim : given.path("secrets")) {
      ObjectNode secret = object("ExternalSecret", claim.asString(), "-volsync-secret");
      ObjectNode ready = secret.withObject("status").withArray("conditions").addObject();
      ready.put("type", "Ready").put("status", "True");
      objects.add(secret);
    }
    given.path("claims").properties().forEach(claim -> objects.add(claim(claim)));
    given.path("destinations").properties().forEach(rd -> objects.add(destination(rd)));
    for (JsonNode object : given.path("objects")) {
      objects.add((ObjectNode) object.deepCopy());
    }
    return objects;
  }

  /** Whether everything that is in one tree is also in the other. */
  static boolean contains(JsonNode whole, JsonNode part) {
    return part.isObject()
        ? part.properties().stream()
            .allMatch(field -> contains(whole.path(field.getKey()), field.getValue()))
        : whole.equals(part);
  }

  static boolean ours(JsonNode object) {
    return object
        .at("/metadata/labels/app.kubernetes.io~1managed-by")
        .asString("")
        .equals("volsync-prewarm");
  }

  private static ObjectNode namespace(String name) {
    ObjectNode namespace = object("Namespace", "/" + name, "");
    namespace.withObject("status").put("phase", "Active");
    return namespace;
  }

  private static ObjectNode claim(Map.Entry<String, JsonNode> claim) {
    ObjectNode object = object("PersistentVolumeClaim", claim.getKey(), "");
    ObjectNode spec = object.withObject("spec");
    spec.put("storageClassName", "longhorn").withArray("accessModes").add("ReadWriteOnce");
    spec.withObject("resources").withObject("requests").set("storage", claim.getValue());
    return object;
  }

  private static ObjectNode destination(Map.Entry<String, JsonNode> entry) {
    JsonNode words = entry.getValue();
    String tag = words.path("tag").asString("");
    ObjectNode rd = object("ReplicationDestination", entry.getKey(), "-restore");
    ObjectNode metadata = rd.withObject("metadata");
    metadata.withObject("labels").put("app.kubernetes.io/managed-by", "volsync-prewarm");
    metadata.withObject("annotations").put("volsync.backup/newest", tag);
    ObjectNode spec = rd.withObject("spec");
    spec.withObject("trigger").put("manual", tag);
    spec.withObject("restic").put("copyMethod", "Snapshot").put("capacity", "10Gi");
    if (words.has("synced")) {
      ObjectNode status = rd.withObject("status").put("lastSyncTime", "2026-01-09T23:00:00Z");
      status.set("lastManualSync", words.path("synced"));
      status.withObject("latestImage").put("kind", "VolumeSnapshot").put("name", "image");
    }
    merge(rd, words.path("but"));
    return rd;
  }

  private static ObjectNode object(String kind, String name, String suffix) {
    int slash = name.indexOf('/');
    ObjectNode object = JsonMapper.shared().createObjectNode().put("kind", kind);
    ObjectNode metadata = object.withObject("metadata");
    metadata.put("name", name.substring(slash + 1) + suffix);
    if (slash > 0) {
      metadata.put("namespace", name.substring(0, slash));
    }
    return object;
  }

  private static void merge(ObjectNode into, JsonNode changes) {
    for (Map.Entry<String, JsonNode> change : changes.properties()) {
      if (change.getValue().isNull()) {
        into.remove(change.getKey());
      } else if (change.getValue().isObject() && into.path(change.getKey()).isObject()) {
        merge((ObjectNode) into.get(change.getKey()), change.getValue());
      } else {
        into.set(change.getKey(), change.getValue());
      }
    }
  }
}
