package dev.kyverdict.engine.explain;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Copies of trees with one value changed. */
final class Trees {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Trees() {}

  /** The parts of a JSON pointer. */
  static List<String> parts(String pointer) {
    return List.of(pointer.substring(1).split("/", -1)).stream()
        .map(part -> part.replace("~1", "/").replace("~0", "~"))
        .toList();
  }

  /**
   * A copy with another value at a place; what is missing on the way there is made.
   *
   * @param value the value; a missing node removes the member
   */
  static JsonNode with(JsonNode tree, List<String> place, JsonNode value) {
    if (place.isEmpty()) {
      return value;
    }
    String name = place.getFirst();
    List<String> rest = place.subList(1, place.size());
    boolean isIndex = name.matches("\\d{1,4}") && !(tree instanceof ObjectNode);
    if (isIndex) {
      return element(tree, Integer.parseInt(name), rest, value);
    }
    ObjectNode copy = NODES.objectNode();
    if (tree instanceof ObjectNode there) {
      copy.setAll(there);
    }
    JsonNode member = with(copy.path(name), rest, value);
    if (member instanceof MissingNode) {
      copy.remove(name);
    } else {
      copy.set(name, member);
    }
    return copy;
  }

  private static JsonNode element(JsonNode tree, int index, List<String> rest, JsonNode value) {
    ArrayNode copy = NODES.arrayNode();
    tree.forEach(copy::add);
    while (copy.size() <= index) {
      copy.addObject();
    }
    JsonNode changed = with(copy.get(index), rest, value);
    if (changed instanceof MissingNode) {
      copy.remove(index);
    } else {
      copy.set(index, changed);
    }
    return copy;
  }
}
