package dev.kyverdict.cluster.patch;

import dev.kyverdict.cluster.types.RefusedException;
import dev.kyverdict.cluster.types.ResourceType;
import dev.kyverdict.cluster.types.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Checks an applied configuration against the type, as {@code structured-merge-diff/typed} does
 * before it merges: unknown fields and doubled items are errors here, whatever the request says
 * about field validation.
 */
final class TypedConfiguration {

  private final List<String> errors = new ArrayList<>();

  private TypedConfiguration() {}

  static void check(ResourceType type, JsonNode configuration) {
    TypedConfiguration check = new TypedConfiguration();
    check.value(type.shape(), configuration, "");
    if (!check.errors.isEmpty()) {
      throw RefusedException.internal(
          "failed to create typed patch object (%s/%s; %s/%s, Kind=%s): %s"
              .formatted(
                  configuration.path("metadata").path("namespace").asString(""),
                  configuration.path("metadata").path("name").asString(""),
                  type.group(),
                  type.version(),
                  type.kind(),
                  check.text()));
    }
  }

  private String text() {
    return errors.size() == 1 ? errors.getFirst() : "errors:\n  " + String.join("\n  ", errors);
  }

  private void value(Shape shape, JsonNode value, String path) {
    if (value.isNull()) {
      return;
    }
    switch (shape.type()) {
      case STRUCT, MAP -> fields(shape, value, path);
      case LIST -> items(shape, value, path);
      case STRING, BYTES -> expect(value.isString(), "expected string", value, path);
      case BOOL -> expect(value.isBoolean(), "expected boolean", value, path);
      case INT32, INT64, DOUBLE ->
          expect(value.isNumber(), "expected numeric (int or float)", value, path);
      case QUANTITY, INT_OR_STRING, TIME, MICRO_TIME ->
          expect(value.isValueNode(), "expected any scalar", value, path);
      case ANY -> {}
    }
  }

  private void expect(boolean fits, String text, JsonNode value, String path) {
    if (!fits) {
      errors.add(path + ": " + text + ", got " + goType(value));
    }
  }

  private static String goType(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "string";
      case NUMBER -> value.isIntegralNumber() ? "int64" : "float64";
      case BOOLEAN -> "bool";
      case ARRAY -> "[]interface {}";
      default -> "map[string]interface {}";
    };
  }

  private void fields(Shape shape, JsonNode value, String path) {
    if (!value.isObject()) {
      expect(false, "expected map", value, path);
      return;
    }
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      String below = path + "." + entry.getKey();
      shape
          .field(entry.getKey())
          .ifPresentOrElse(
              it -> value(it, entry.getValue(), below),
              () -> errors.add(below + ": field not declared in schema"));
    }
  }

  private void items(Shape shape, JsonNode value, String path) {
    if (!value.isArray()) {
      expect(false, "expected list", value, path);
      return;
    }
    Set<String> seen = new HashSet<>();
    boolean associative = Elements.isAssociative(shape);
    for (int i = 0; i < value.size(); i++) {
      String name = "[" + i + "]";
      if (associative) {
        String element = Elements.item(shape, value.get(i));
        if (element.equals("k:{}")) {
          errors.add(
              path
                  + ": element "
                  + i
                  + ": associative list with keys has an element that omits all key fields "
                  + keys(shape)
                  + " (and doesn't have default values for any key fields)");
          return;
        }
        name = Elements.text(element);
        if (!seen.add(element)) {
          errors.add(path + ": duplicate entries for key " + name);
        }
      }
      value(shape.element().orElse(Shape.ANYTHING), value.get(i), path + name);
    }
  }

  private static String keys(Shape shape) {
    List<String> quoted = shape.merging().keys().stream().map(it -> '"' + it + '"').toList();
    return "[" + String.join(" ", quoted) + "]";
  }
}
