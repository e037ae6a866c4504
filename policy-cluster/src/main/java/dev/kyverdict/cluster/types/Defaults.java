package dev.kyverdict.cluster.types;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Defaults of the built-in types: a table of those that are always the same, by type, and those
 * that depend on other fields. Basis: {@code pkg/apis/…/defaults.go} of Kubernetes.
 */
final class Defaults {

  private static final Map<String, List<Constant>> CONSTANTS = constants();

  private Defaults() {}

  private record Constant(String field, JsonNode value) {}

  private static Map<String, List<Constant>> constants() {
    JsonMapper mapper = new JsonMapper();
    Map<String, List<Constant>> constants = new HashMap<>();
    for (String line : Tables.lines("defaults.txt")) {
      String[] words = line.split(" ", 3);
      constants
          .computeIfAbsent(words[0], type -> new ArrayList<>())
          .add(new Constant(words[1], mapper.readTree(words[2])));
    }
    return constants;
  }

  /** The default of a field that is always the same; missing for none. */
  static JsonNode constant(String type, String field) {
    for (Constant constant : CONSTANTS.getOrDefault(type, List.of())) {
      if (constant.field().equals(field)) {
        return constant.value();
      }
    }
    return MissingNode.getInstance();
  }

  /** With the defaults of its type, in an object that nobody else has. */
  static JsonNode add(ResourceType type, JsonNode fresh) {
    value(type.shape(), fresh);
    return fresh;
  }

  private static void value(Shape shape, JsonNode value) {
    switch (shape.type()) {
      case STRUCT -> {
        if (value instanceof ObjectNode object) {
          struct(shape, object);
        }
      }
      case MAP, LIST ->
          shape
              .element()
              .filter(element -> !isScalar(element))
              .ifPresent(element -> value.forEach(item -> value(element, item)));
      default -> {}
    }
  }

  private static boolean isScalar(Shape shape) {
    return switch (shape.type()) {
      case STRUCT, MAP, LIST -> false;
      default -> true;
    };
  }

  private static void struct(Shape shape, ObjectNode object) {
    DependentDefaults.before(shape.name(), object);
    for (Constant constant : CONSTANTS.getOrDefault(shape.name(), List.of())) {
      if (!object.has(constant.field())) {
        object.set(constant.field(), constant.value().deepCopy());
      }
    }
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      Shape field = shape.fields().get(entry.getKey());
      if (field != null && entry.getValue().isContainer()) {
        value(field, entry.getValue());
      }
    }
    DependentDefaults.after(shape.name(), object);
  }
}
