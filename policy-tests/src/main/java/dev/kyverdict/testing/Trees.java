package dev.kyverdict.testing;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.yaml.YamlReader;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Small things about JSON trees of objects. */
final class Trees {

  private Trees() {}

  static JsonNode yaml(String text) {
    return YamlReader.readOne("the test", text).tree();
  }

  static String name(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return metadata.path("name").asString(metadata.path("generateName").asString(""));
  }

  /** {@code Kind namespace/name}. */
  static String title(JsonNode object) {
    String namespace = object.path("metadata").path("namespace").asString("");
    return title(object.path("kind").asString(""), namespace, name(object));
  }

  static String title(String kind, String namespace, String name) {
    return kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
  }

  static Map<String, String> labels(JsonNode object) {
    return texts(object, "labels");
  }

  static Map<String, String> texts(JsonNode object, String field) {
    Map<String, String> texts = new HashMap<>();
    object
        .path("metadata")
        .path(field)
        .properties()
        .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString("")));
    return texts;
  }

  /** A merge patch, RFC 7386. */
  static JsonNode merged(JsonNode before, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      return patch;
    }
    ObjectNode after =
        before instanceof ObjectNode object ? object.deepCopy() : changes.objectNode();
    changes
        .properties()
        .forEach(
            change -> {
              if (change.getValue().isNull()) {
                after.remove(change.getKey());
              } else {
                after.set(change.getKey(), merged(after.path(change.getKey()), change.getValue()));
              }
            });
    return after;
  }

  /**
   * A node by a path such as {@code spec.containers[0].image}; a key with dots stands in quotes, as
   * {@code metadata.labels."app.kubernetes.io/name"}.
   */
  static JsonNode at(JsonNode tree, String path) {
    JsonNode node = tree;
    StringBuilder key = new StringBuilder();
    boolean quoted = false;
    for (char c : (path + ".").toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '.' || c == '[' || c == ']')) {
        node = step(node, key.toString(), c == ']');
        key.setLength(0);
      } else {
        key.append(c);
      }
    }
    return node;
  }

  private static JsonNode step(JsonNode node, String key, boolean isIndex) {
    if (isIndex) {
      return node.path(Integer.parseInt(key));
    }
    return key.isEmpty() ? node : node.path(key);
  }

  /** Whether a tree holds everything that another one says; lists must be of one length. */
  static boolean holds(JsonNode tree, JsonNode part) {
    return switch (part) {
      case ObjectNode object ->
          tree.isObject()
              && object.properties().stream()
                  .allMatch(entry -> holds(tree.path(entry.getKey()), entry.getValue()));
      case ArrayNode array -> tree.isArray() && tree.size() == array.size() && each(tree, array);
      default -> same(tree, part);
    };
  }

  private static boolean each(JsonNode tree, ArrayNode array) {
    for (int i = 0; i < array.size(); i++) {
      if (!holds(tree.get(i), array.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether trees are equal, whatever the type of numbers. */
  static boolean same(JsonNode left, JsonNode right) {
    if (left.isNumber() && right.isNumber()) {
      return left.decimalValue().compareTo(right.decimalValue()) == 0;
    }
    if (left.isContainer() && right.isContainer()) {
      return left.size() == right.size() && holds(left, right) && holds(right, left);
    }
    return left.equals(right) || (left instanceof MissingNode && right instanceof MissingNode);
  }

  /** The same request by somebody, in a namespace with labels. */
  static AdmissionRequest by(
      AdmissionRequest request, UserInfo user, Map<String, String> namespaceLabels) {
    return new AdmissionRequest(
        request.uid(),
        request.kind(),
        request.parent(),
        request.resource(),
        request.subResource(),
        request.name(),
        request.namespace(),
        request.operation(),
        user,
        request.object(),
        request.oldObject(),
        request.options(),
        request.dryRun(),
        namespaceLabels);
  }
}
