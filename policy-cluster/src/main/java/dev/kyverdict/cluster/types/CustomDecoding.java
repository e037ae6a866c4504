package dev.kyverdict.cluster.types;

import dev.kyverdict.cluster.types.Reading.Decoded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prunes custom resources and reads their metadata: {@code
 * apiextensions-apiserver/pkg/apiserver/schema/pruning} and {@code …/objectmeta}. Values of wrong
 * types stay, validation refuses them.
 */
final class CustomDecoding {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final List<String> unknown = new ArrayList<>();

  private CustomDecoding() {}

  static Decoded decode(Shape shape, JsonNode body) {
    if (!(body instanceof ObjectNode document)) {
      return new Decoded(body, List.of(), "json: cannot unmarshal " + Scalars.name(body));
    }
    GoDecoding metadata = new GoDecoding();
    JsonNode read = document.path("metadata");
    if (read.isObject()) {
      read = metadata.decode(BuiltInShapes.named("meta.v1.ObjectMeta"), read);
    }
    List<String> unknown = new ArrayList<>();
    metadata.unknown().forEach(path -> unknown.add("metadata." + path));
    CustomDecoding pruning = new CustomDecoding();
    JsonNode pruned = pruning.prune(shape, document, "");
    Collections.sort(pruning.unknown);
    unknown.addAll(pruning.unknown);
    if (pruned instanceof ObjectNode object && read.isObject()) {
      object.set("metadata", read);
    }
    return new Decoded(pruned, unknown, metadata.error());
  }

  private JsonNode prune(Shape shape, JsonNode value, String path) {
    return switch (value) {
      case ObjectNode object when isOpen(shape) && shape.fields().isEmpty() -> object;
      case ObjectNode object -> object(shape, object, path);
      case ArrayNode array -> array(shape, array, path);
      default -> value;
    };
  }

  private static boolean isOpen(Shape shape) {
    return shape.type() == Shape.Form.ANY
        && (shape == Shape.ANYTHING
            || shape.schema().path("x-kubernetes-preserve-unknown-fields").asBoolean(false));
  }

  private JsonNode object(Shape shape, ObjectNode object, String path) {
    ObjectNode out = NODES.objectNode();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String below = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
      Optional<Shape> field = shape.field(entry.getKey());
      if (field.isEmpty()) {
        unknown.add(below);
      } else if (!isNeedlessNull(field.get(), entry.getValue())) {
        boolean metadata = entry.getKey().equals("metadata") && isMetadata(field.get());
        out.set(
            entry.getKey(),
            metadata ? entry.getValue() : prune(field.get(), entry.getValue(), below));
      }
    }
    return out;
  }

  private static boolean isMetadata(Shape shape) {
    return shape.name().equals("meta.v1.ObjectMeta");
  }

  /** A null that the schema allows no more than a default. */
  private static boolean isNeedlessNull(Shape shape, JsonNode value) {
    return value.isNull()
        && !shape.schema().isMissingNode()
        && !shape.schema().path("nullable").asBoolean(false)
        && !shape.schema().has("default");
  }

  private JsonNode array(Shape shape, ArrayNode array, String path) {
    if (isOpen(shape)) {
      return array;
    }
    Shape element = shape.element().orElseGet(() -> Shape.scalar(Shape.Form.ANY, ""));
    ArrayNode out = NODES.arrayNode(array.size());
    for (int i = 0; i < array.size(); i++) {
      out.add(prune(element, array.get(i), path + "[" + i + "]"));
    }
    return out;
  }
}
