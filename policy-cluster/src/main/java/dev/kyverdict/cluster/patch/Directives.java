package dev.kyverdict.cluster.patch;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes directives and nulls out of what a strategic merge patch adds. */
final class Directives {

  private Directives() {}

  /** The value without them; missing when it is a directive itself. */
  static JsonNode removed(JsonNode value) {
    if (value instanceof ObjectNode object) {
      if (object.has("$patch")) {
        return MissingNode.getInstance();
      }
      ObjectNode out = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        JsonNode clean = removed(entry.getValue());
        if (!clean.isMissingNode() && !clean.isNull()) {
          out.set(entry.getKey(), clean);
        }
      }
      return out;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode out = JsonNodeFactory.instance.arrayNode();
      for (JsonNode item : array) {
        JsonNode clean = removed(item);
        if (!clean.isMissingNode()) {
          out.add(clean);
        }
      }
      return out;
    }
    return value;
  }
}
