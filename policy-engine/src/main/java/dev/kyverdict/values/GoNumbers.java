package dev.kyverdict.values;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;

/** Numbers as Go reads them from JSON: plain decoding knows only float64. */
public final class GoNumbers {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private GoNumbers() {}

  /** Every number as float64; what has no other number is shared with the original. */
  public static JsonNode floats(JsonNode tree) {
    return switch (tree) {
      case ObjectNode object -> floats(object);
      case ArrayNode array -> floats(array);
      case DoubleNode already -> already;
      default -> tree.isNumber() ? NODES.numberNode(tree.doubleValue()) : tree;
    };
  }

  @SuppressWarnings("ReferenceEquality") // what is shared is told by its identity
  private static JsonNode floats(ObjectNode object) {
    ObjectNode copy = null;
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      JsonNode item = floats(entry.getValue());
      if (copy == null && item != entry.getValue()) {
        copy = NODES.objectNode();
        copy.setAll(object);
      }
      if (copy != null) {
        copy.set(entry.getKey(), item);
      }
    }
    return copy == null ? object : copy;
  }

  @SuppressWarnings("ReferenceEquality") // what is shared is told by its identity
  private static JsonNode floats(ArrayNode array) {
    ArrayNode copy = null;
    for (int i = 0; i < array.size(); i++) {
      JsonNode item = floats(array.path(i));
      if (copy == null && item != array.path(i)) {
        copy = NODES.arrayNode(array.size());
        copy.addAll(array);
      }
      if (copy != null) {
        copy.set(i, item);
      }
    }
    return copy == null ? array : copy;
  }

  /** Whole numbers as int64, others as float64. */
  public static JsonNode integers(JsonNode tree) {
    return switch (tree) {
      case ObjectNode object -> {
        ObjectNode copy = NODES.objectNode();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
          copy.set(entry.getKey(), integers(entry.getValue()));
        }
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = NODES.arrayNode(array.size());
        array.forEach(item -> copy.add(integers(item)));
        yield copy;
      }
      default -> {
        if (!tree.isNumber() || tree instanceof LongNode) {
          yield tree;
        }
        if (tree.isIntegralNumber() && tree.canConvertToLong()) {
          yield NODES.numberNode(tree.longValue());
        }
        double value = tree.doubleValue();
        yield value == Math.rint(value) && Math.abs(value) < 0x1p63
            ? NODES.numberNode((long) value)
            : NODES.numberNode(value);
      }
    };
  }

  /** Numbers without point and exponent as int64 as far as they fit, others as float64. */
  public static JsonNode typed(JsonNode tree) {
    return switch (tree) {
      case ObjectNode object -> {
        ObjectNode copy = NODES.objectNode();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
          copy.set(entry.getKey(), typed(entry.getValue()));
        }
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = NODES.arrayNode(array.size());
        array.forEach(item -> copy.add(typed(item)));
        yield copy;
      }
      default ->
          tree.isIntegralNumber() && tree.canConvertToLong()
              ? NODES.numberNode(tree.longValue())
              : floats(tree);
    };
  }

  /** A float64 as int64: the fraction is cut off; what does not fit becomes the smallest int64. */
  public static long toInteger(double number) {
    return Math.abs(number) < 0x1p63 ? (long) number : Long.MIN_VALUE;
  }
}
