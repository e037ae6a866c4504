package dev.kyverdict.chainsaw.tree;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether values are as expected ({@code pkg/core/matching} of kyverno-json). */
final class Sameness {

  private Sameness() {}

  /**
   * Whether a value matches: an object may have more than is expected, a list may not.
   *
   * @throws TreeException when the values cannot be compared
   */
  static boolean matches(String path, JsonNode expected, JsonNode actual) {
    return switch (expected) {
      case ArrayNode list -> {
        demand(path, actual.isArray(), "a slice", actual);
        boolean same = list.size() == actual.size();
        for (int i = 0; same && i < list.size(); i++) {
          same = matches(path, list.get(i), actual.get(i));
        }
        yield same;
      }
      case ObjectNode object -> {
        demand(path, actual.isObject(), "a map", actual);
        boolean same = true;
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
          same =
              same
                  && actual.has(entry.getKey())
                  && matches(path, entry.getValue(), actual.path(entry.getKey()));
        }
        yield same;
      }
      default -> equalScalars(path, expected, actual);
    };
  }

  private static boolean equalScalars(String path, JsonNode expected, JsonNode actual) {
    if (expected.isNull() || actual.isNull()) {
      return expected.isNull() && actual.isNull();
    }
    if (expected.isNumber() && actual.isNumber()) {
      return expected.doubleValue() == actual.doubleValue();
    }
    if (expected.getNodeType() != actual.getNodeType()) {
      throw new TreeException(
          "%s: Internal error: types are not comparable, %s - %s"
              .formatted(path, kind(expected), kind(actual)));
    }
    return expected.equals(actual);
  }

  private static void demand(String path, boolean isSo, String what, JsonNode actual) {
    if (!isSo) {
      throw new TreeException(
          "%s: Internal error: invalid actual value, must be %s, found %s"
              .formatted(path, what, kind(actual)));
    }
  }

  /** The name of Go's kind of type. */
  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "string";
      case BOOLEAN -> "bool";
      case ARRAY -> "slice";
      case OBJECT -> "map";
      case NUMBER -> value.isIntegralNumber() ? "int64" : "float64";
      default -> "invalid";
    };
  }
}
