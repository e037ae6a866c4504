package dev.kyverdict.cluster.types;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Defaults of custom resources: {@code
 * apiextensions-apiserver/pkg/apiserver/schema/defaulting/algorithm.go}.
 */
final class CustomDefaults {

  private CustomDefaults() {}

  static JsonNode add(Shape shape, JsonNode value) {
    return switch (value) {
      case ObjectNode object -> object(shape, object);
      case ArrayNode array when shape.element().isPresent() -> array(shape.element().get(), array);
      default -> value;
    };
  }

  private static JsonNode object(Shape shape, ObjectNode object) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      Optional<Shape> field = shape.field(entry.getKey());
      out.set(entry.getKey(), field.map(it -> item(it, entry.getValue())).orElse(entry.getValue()));
    }
    shape
        .defaulted()
        .forEach(
            (name, field) -> {
              if (!out.has(name)) {
                out.set(name, add(field, field.schema().path("default")));
              }
            });
    return out;
  }

  private static JsonNode array(Shape element, ArrayNode array) {
    ArrayNode out = JsonNodeFactory.instance.arrayNode(array.size());
    array.forEach(item -> out.add(item(element, item)));
    return out;
  }

  private static JsonNode item(Shape shape, JsonNode value) {
    boolean replaced =
        value.isNull()
            && !shape.schema().path("nullable").asBoolean(false)
            && shape.schema().has("default");
    return add(shape, replaced ? shape.schema().path("default") : value);
  }
}
