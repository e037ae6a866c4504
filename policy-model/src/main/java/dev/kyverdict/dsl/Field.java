package dev.kyverdict.dsl;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A key and its value in an overlay, a pattern or the data of a generated object.
 *
 * @param key the key as it stands in the YAML, anchors included
 * @param value its value
 */
public record Field(String key, JsonNode value) {

  /** Copies the tree. */
  public Field {
    value = value.deepCopy();
  }

  /**
   * The object of these fields, in order.
   *
   * @throws IllegalArgumentException when a key stands twice
   */
  public static ObjectNode object(List<Field> fields) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Field field : fields) {
      if (object.has(field.key())) {
        throw new IllegalArgumentException(
            "field '" + field.key() + "': stands twice in one object; write it once");
      }
      object.set(field.key(), field.value());
    }
    return object;
  }
}
