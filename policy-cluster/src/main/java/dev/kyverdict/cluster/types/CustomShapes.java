package dev.kyverdict.cluster.types;

import dev.kyverdict.cluster.types.Shape.Form;
import dev.kyverdict.cluster.types.Shape.Merging;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Makes shapes of structural schemas. */
final class CustomShapes {

  private static final String PRESERVE = "x-kubernetes-preserve-unknown-fields";

  private CustomShapes() {}

  /** The shape of a custom resource: its schema, with the metadata that all objects have. */
  static Shape root(JsonNode schema) {
    return schema.isMissingNode() ? anything(schema) : embedded(schema);
  }

  private static Shape anything(JsonNode schema) {
    return Shape.of(Form.STRUCT, "", Shape.ANYTHING).with(schema);
  }

  private static Shape embedded(JsonNode schema) {
    Shape shape = Shape.struct("", new Once<>(() -> fields(schema, true))).with(schema);
    return preserves(schema) ? shape.withElement(Shape.ANYTHING) : shape;
  }

  private static boolean preserves(JsonNode schema) {
    return schema.path(PRESERVE).asBoolean(false);
  }

  private static Map<String, Shape> fields(JsonNode schema, boolean embedded) {
    Map<String, Shape> fields = new HashMap<>();
    schema
        .path("properties")
        .properties()
        .forEach(it -> fields.put(it.getKey(), of(it.getValue())));
    if (embedded) {
      fields.put("apiVersion", Shape.scalar(Form.STRING, "string"));
      fields.put("kind", Shape.scalar(Form.STRING, "string"));
      fields.put("metadata", BuiltInShapes.named("meta.v1.ObjectMeta"));
    }
    return Map.copyOf(fields);
  }

  /** The shape of a schema. */
  static Shape of(JsonNode schema) {
    if (schema.path("x-kubernetes-int-or-string").asBoolean(false)) {
      return Shape.scalar(Form.INT_OR_STRING, "").with(schema);
    }
    return switch (schema.path("type").asString("")) {
      case "object" -> object(schema);
      case "array" ->
          Shape.of(Form.LIST, "", of(schema.path("items"))).with(schema).with(merging(schema));
      case "string" -> Shape.scalar(Form.STRING, "").with(schema);
      case "integer" -> Shape.scalar(Form.INT64, "").with(schema);
      case "number" -> Shape.scalar(Form.DOUBLE, "").with(schema);
      case "boolean" -> Shape.scalar(Form.BOOL, "").with(schema);
      default -> Shape.scalar(Form.ANY, "").with(schema);
    };
  }

  private static Shape object(JsonNode schema) {
    if (schema.path("x-kubernetes-embedded-resource").asBoolean(false)) {
      return embedded(schema).with(merging(schema));
    }
    JsonNode others = schema.path("additionalProperties");
    if (others.isObject() || others.asBoolean(false)) {
      Shape element = others.isObject() ? of(others) : Shape.ANYTHING;
      return Shape.of(Form.MAP, "", element).with(schema).with(merging(schema));
    }
    Shape shape =
        Shape.struct("", new Once<>(() -> fields(schema, false)))
            .with(schema)
            .with(merging(schema));
    return preserves(schema) ? shape.withElement(Shape.ANYTHING) : shape;
  }

  private static Merging merging(JsonNode schema) {
    List<String> keys = new ArrayList<>();
    schema.path("x-kubernetes-list-map-keys").forEach(key -> keys.add(key.asString("")));
    String list =
        schema.path("type").asString("").equals("array")
            ? schema.path("x-kubernetes-list-type").asString("atomic")
            : schema.path("x-kubernetes-map-type").asString("");
    return new Merging(list, keys, "", "");
  }
}
