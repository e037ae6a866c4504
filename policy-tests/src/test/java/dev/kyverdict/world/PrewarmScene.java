package dev.kyverdict.world;

import dev.kyverdict.referee.Project;
import dev.kyverdict.world.kube.Trees;
import dev.kyverdict.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a run of the pre-warm finds: a case of {@code policy-volsync}'s own tests of the script, in
 * the words of the README there.
 */
public record PrewarmScene(String name, JsonNode given) {

  private static final Pattern SNAPSHOT = Pattern.compile("\\{([0-9a-f]{2})}");
  private static final Map<String, String> VERSIONS =
      Map.of(
          "ReplicationDestination", "volsync.backube/v1alpha1",
          "ReplicationSource", "volsync.backube/v1alpha1",
          "ExternalSecret", "external-secrets.io/v1");

  static Path folder() {
    return Project.root().resolve("policy-volsync/src/test/resources/prewarm");
  }

  /** One of those cases. */
  public static PrewarmScene read(String name) {
    Path file = folder().resolve("cases/" + name + ".yaml");
    try {
      String text = SNAPSHOT.matcher(Files.readString(file)).replaceAll(m -> m.group(1).repeat(32));
      return new PrewarmScene(name, YamlReader.readOne(name, text).tree().path("given"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static JsonNode usual() {
    try {
      return JsonMapper.shared().readTree(Files.readString(folder().resolve("usual.json")));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The variables; those of files are left to whoever lays the files out. */
  Map<String, String> variables() {
    Map<String, String> variables = new TreeMap<>();
    usual().path("env").properties().forEach(it -> variables.put(it.getKey(), text(it.getValue())));
    for (Map.Entry<String, JsonNode> entry : given.path("env").properties()) {
      if (entry.getValue().isNull()) {
        variables.remove(entry.getKey());
      } else {
        variables.put(entry.getKey(), text(entry.getValue()));
      }
    }
    return variables;
  }

  Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    usual().path("files").properties().forEach(it -> files.put(it.getKey(), text(it.getValue())));
    given.path("files").properties().forEach(it -> files.put(it.getKey(), text(it.getValue())));
    return files;
  }

  private static String text(JsonNode value) {
    return value.isString() ? value.asString() : value.toString();
  }

  /** Keys with their times. */
  Map<String, String> bucket() {
    Map<String, String> keys = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : given.path("bucket").properties()) {
      String time = entry.getValue().isNull() ? "2026-01-01" : entry.getValue().asString();
      keys.put(entry.getKey(), time.length() == 10 ? time + "T00:00:00Z" : time);
    }
    return keys;
  }

  boolean storeWorks() {
    return given.path("store").asString("").equals("works");
  }

  /** The objects of the cluster. */
  public List<ObjectNode> objects() {
    List<ObjectNode> objects = new ArrayList<>();
    for (JsonNode name : given.path("namespaces")) {
      ObjectNode namespace = Trees.head("v1", "Namespace", "", name.asString());
      namespace.putObject("status").put("phase", "Active");
      objects.add(namespace);
      objects.add(Trees.head("v1", "Secret", name.asString(), "volsync-rustfs-base"));
    }
    for (JsonNode claim : given.path("secrets")) {
      ObjectNode secret = named("ExternalSecret", claim.asString(), "-volsync-secret");
      ObjectNode ready = secret.withObject("status").withArray("conditions").addObject();
      ready.put("type", "Ready").put("status", "True");
      objects.add(secret);
    }
    given.path("claims").properties().forEach(it -> objects.add(claim(it)));
    given.path("destinations").properties().forEach(it -> objects.add(destination(it)));
    for (JsonNode object : given.path("objects")) {
      ObjectNode copy = (ObjectNode) object.deepCopy();
      objects.add(copy.put("apiVersion", VERSIONS.getOrDefault(Trees.text(copy, "kind"), "v1")));
    }
    return objects;
  }

  private static ObjectNode named(String kind, String key, String suffix) {
    int slash = key.indexOf('/');
    return Trees.head(
        VERSIONS.getOrDefault(kind, "v1"),
        kind,
        key.substring(0, slash),
        key.substring(slash + 1) + suffix);
  }

  private static ObjectNode claim(Map.Entry<String, JsonNode> claim) {
    ObjectNode object = named("PersistentVolumeClaim", claim.getKey(), "");
    ObjectNode spec = object.withObject("spec");
    spec.put("storageClassName", "longhorn").withArray("accessModes").add("ReadWriteOnce");
    spec.withObject("resources").withObject("requests").set("storage", claim.getValue());
    return object;
  }

  private static ObjectNode destination(Map.Entry<String, JsonNode> entry) {
    JsonNode words = entry.getValue();
    String tag = words.path("tag").asString("");
    ObjectNode rd = named("ReplicationDestination", entry.getKey(), "-restore");
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

  @Override
  public String toString() {
    return name;
  }
}
