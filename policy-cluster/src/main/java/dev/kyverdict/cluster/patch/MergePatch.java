package dev.kyverdict.cluster.patch;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Merges as {@code evanphx/json-patch/merge.go}: nulls in lists stay. */
final class MergePatch {

  private MergePatch() {}

  static JsonNode merge(JsonNode object, JsonNode patch) {
    if (!object.isObject()) {
      return withoutNulls(patch);
    }
    if (!patch.isObject()) {
      return patch;
    }
    ObjectNode merged = JsonNodeFactory.instance.objectNode();
    merged.setAll((ObjectNode) object);
    for (Map.Entry<String, JsonNode> entry : patch.properties()) {
      JsonNode there = merged.path(entry.getKey());
      if (entry.getValue().isNull()) {
        merged.remove(entry.getKey());
      } else if (there.isMissingNode() || there.isNull()) {
        merged.set(entry.getKey(), withoutNulls(entry.getValue()));
      } else {
        merged.set(entry.getKey(), merge(there, entry.getValue()));
      }
    }
    return merged;
  }

  private static JsonNode withoutNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        if (!entry.getValue().isNull()) {
          copy.set(entry.getKey(), withoutNulls(entry.getValue()));
        }
      }
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(item -> copy.add(withoutNulls(item)));
      return copy;
    }
    return node;
  }
}
