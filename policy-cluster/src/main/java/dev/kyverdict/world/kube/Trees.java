package dev.kyverdict.world.kube;

import dev.kyverdict.cluster.actor.WholeSeconds;
import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlReader;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads Kubernetes objects, and makes others of them. */
public final class Trees {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Map<String, String[]> PATHS = new ConcurrentHashMap<>();
  private static final int MOST_PATHS = 1000;

  private static final Comparator<JsonNode> VALUES =
      (one, other) ->
          one.isNumber() && other.isNumber()
              ? Double.compare(one.asDouble(), other.asDouble())
              : one.equals(other) ? 0 : 1;

  private Trees() {}

  /** The text at a path such as {@code metadata/name}; empty when there is none. */
  public static String text(JsonNode tree, String path) {
    return at(tree, path).asString("");
  }

  /** The node at a path of field names with slashes between them. */
  public static JsonNode at(JsonNode tree, String path) {
    if (path.indexOf('/') < 0) {
      return tree.path(path);
    }
    JsonNode node = tree;
    for (String field : fields(path)) {
      node = node.path(field);
    }
    return node;
  }

  /** The same few paths are asked for all the time. */
  private static String[] fields(String path) {
    String[] known = PATHS.get(path);
    if (known != null) {
      return known;
    }
    String[] fields = path.split("/", -1);
    if (PATHS.size() < MOST_PATHS) {
      PATHS.put(path, fields);
    }
    return fields;
  }

  /** The name of an object. */
  public static String name(JsonNode object) {
    return object.path("metadata").path("name").asString("");
  }

  /** The namespace of an object; empty when it has none. */
  public static String namespace(JsonNode object) {
    return object.path("metadata").path("namespace").asString("");
  }

  /** Namespace and name with a slash between them. */
  public static String key(JsonNode object) {
    return namespace(object) + "/" + name(object);
  }

  /** Whether an object is being deleted. */
  public static boolean goes(JsonNode object) {
    return !text(object, "metadata/deletionTimestamp").isEmpty();
  }

  /** A label, an annotation: what a map of texts holds; empty when it holds none. */
  public static String entry(JsonNode map, String key) {
    return map.path(key).asString("");
  }

  /** A map of texts. */
  public static Map<String, String> texts(JsonNode map) {
    Map<String, String> texts = new TreeMap<>();
    map.properties().forEach(it -> texts.put(it.getKey(), it.getValue().asString("")));
    return texts;
  }

  /** Whether a condition of a status has a value. */
  public static boolean hasCondition(JsonNode object, String type, String status) {
    return at(object, "status/conditions")
        .valueStream()
        .anyMatch(it -> text(it, "type").equals(type) && text(it, "status").equals(status));
  }

  /** Whether an object belongs to the one with this uid. */
  public static boolean isOwned(JsonNode object, String uid) {
    return at(object, "metadata/ownerReferences")
        .valueStream()
        .anyMatch(it -> text(it, "uid").equals(uid));
  }

  /** A time as it stands in objects: whole seconds. */
  public static String time(Instant instant) {
    return WholeSeconds.text(instant);
  }

  /** A time that stands in an object; empty when none does. */
  public static Optional<Instant> time(JsonNode tree, String path) {
    return WholeSeconds.read(text(tree, path));
  }

  /** Whether two trees say the same: a number is the same however it is kept. */
  public static boolean same(JsonNode one, JsonNode other) {
    return one.equals(VALUES, other);
  }

  /** An empty object. */
  public static ObjectNode object() {
    return NODES.objectNode();
  }

  /** A copy whose fields can be set without changing the original; what is below is shared. */
  public static ObjectNode copy(JsonNode tree) {
    ObjectNode copy = NODES.objectNode();
    tree.properties().forEach(it -> copy.set(it.getKey(), it.getValue()));
    return copy;
  }

  /** The same, with a copy of a field below it that can be changed as well. */
  public static ObjectNode below(ObjectNode copy, String field) {
    ObjectNode child = copy(copy.path(field));
    copy.set(field, child);
    return child;
  }

  /** The beginning of an object. */
  public static ObjectNode head(String apiVersion, String kind, String namespace, String name) {
    ObjectNode object = NODES.objectNode().put("apiVersion", apiVersion).put("kind", kind);
    ObjectNode metadata = object.putObject("metadata").put("name", name);
    if (!namespace.isEmpty()) {
      metadata.put("namespace", namespace);
    }
    return object;
  }

  /** Makes an object the controller of another. */
  public static void own(ObjectNode owned, JsonNode owner) {
    ObjectNode reference = owned.withObject("metadata").withArray("ownerReferences").addObject();
    reference.put("apiVersion", text(owner, "apiVersion")).put("kind", text(owner, "kind"));
    reference.put("name", name(owner)).put("uid", text(owner, "metadata/uid"));
    reference.put("controller", true).put("blockOwnerDeletion", true);
  }

  /** The objects of a text in YAML. */
  public static List<JsonNode> yaml(String text) {
    return YamlReader.read("manifest", text).stream().map(YamlDocument::tree).toList();
  }
}
