package dev.kyverdict.jmespath;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A list of Go's type {@code []map[string]interface{}}, which {@code items} gives. Projections and
 * {@code length} take it for a list; most functions, {@code ==} and {@code type} do not.
 */
final class GoMaps extends ArrayNode {

  GoMaps(List<JsonNode> objects) {
    super(JsonNodeFactory.instance, objects);
  }
}
