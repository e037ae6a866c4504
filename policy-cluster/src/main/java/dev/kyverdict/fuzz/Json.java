package dev.kyverdict.fuzz;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes trees. */
final class Json {

  static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  static ObjectNode object() {
    return NODES.objectNode();
  }

  /** An object with one member. */
  static ObjectNode object(String key, JsonNode value) {
    ObjectNode object = NODES.objectNode();
    object.set(key, value);
    return object;
  }

  static ArrayNode array(JsonNode... items) {
    return NODES.arrayNode().addAll(List.of(items));
  }

  static JsonNode text(String text) {
    return NODES.stringNode(text);
  }

  /**
   * Reads a tree; single quotes may stand for double ones.
   *
   * @throws IllegalArgumentException when it is none
   */
  static JsonNode read(String text) {
    return parse(text.replace('\'', '"'));
  }

  /**
   * Reads a tree.
   *
   * @throws IllegalArgumentException when it is none
   */
  static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException invalid) {
      throw new IllegalArgumentException("no JSON: " + text, invalid);
    }
  }

  /** An object read from text with single quotes. */
  static ObjectNode tree(String text) {
    return (ObjectNode) read(text);
  }
}
