package dev.kyverdict.chainsaw.shell;

import dev.kyverdict.chainsaw.tree.OutOfReachException;
import dev.kyverdict.yaml.YamlReader;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code kubectl apply} on the client's side: what was applied last decides what is taken away. */
final class Applied {

  private static final String LAST = "kubectl.kubernetes.io/last-applied-configuration";

  private Applied() {}

  /** The object with itself in its annotation. */
  static JsonNode annotated(JsonNode object) {
    ObjectNode copy = object.deepCopy().asObject();
    ObjectNode annotations = copy.withObject("/metadata/annotations");
    annotations.remove(LAST);
    String text = copy + "\n";
    annotations.put(LAST, text);
    return copy;
  }

  /** Whether it is of Kubernetes, which has strategic patches, and not of a CRD. */
  static boolean isBuiltIn(JsonNode object) {
    String version = object.path("apiVersion").asString("");
    return !version.contains(".") || version.matches("[^/]*\\.k8s\\.io/.*");
  }

  /**
   * What must change: what is new or different, and null for what was there the last time only.
   *
   * @param wanted the object with itself in its annotation
   */
  static JsonNode patch(JsonNode actual, JsonNode wanted) {
    String before = actual.path("metadata").path("annotations").path(LAST).asString("{}");
    return difference(YamlReader.readOne(LAST, before).tree(), actual, wanted);
  }

  private static ObjectNode difference(JsonNode last, JsonNode actual, JsonNode wanted) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : wanted.properties()) {
      JsonNode there = actual.path(field.getKey());
      JsonNode value = field.getValue();
      if (value.isObject() && there.isObject()) {
        ObjectNode below = difference(last.path(field.getKey()), there, value);
        if (!below.isEmpty()) {
          patch.set(field.getKey(), below);
        }
      } else if (!value.equals(there) && !(value.isNull() && there.isMissingNode())) {
        demandNothingLost(last.path(field.getKey()), value);
        patch.set(field.getKey(), value);
      }
    }
    for (String key : last.propertyNames()) {
      if (!wanted.has(key) && actual.has(key)) {
        patch.putNull(key);
      }
    }
    return patch;
  }

  private static void demandNothingLost(JsonNode last, JsonNode wanted) {
    if (last.isArray() && wanted.isArray() && last.size() > wanted.size()) {
      throw new OutOfReachException("kubectl apply that takes something out of a list");
    }
  }
}
