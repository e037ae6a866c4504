package dev.kyverdict.engine.mutate;

import dev.kyverdict.values.GoFormat;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON trees as the bytes that Go writes for them: Kyverno tells a patch that changed something
 * from one that did not by comparing bytes.
 */
final class GoDocument {

  private static final double LONG_TO = 0x1p63;

  private GoDocument() {}

  /** Whether Go would write both trees, with sorted keys, as the same bytes. */
  static boolean same(JsonNode left, JsonNode right) {
    if (left == right) {
      return true;
    }
    return switch (left) {
      case ObjectNode object -> right instanceof ObjectNode other && sameFields(object, other);
      case ArrayNode list -> right instanceof ArrayNode other && sameElements(list, other);
      default -> left.isNumber() ? right.isNumber() && sameNumber(left, right) : left.equals(right);
    };
  }

  private static boolean sameFields(ObjectNode left, ObjectNode right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (Map.Entry<String, JsonNode> entry : left.properties()) {
      JsonNode other = right.get(entry.getKey());
      if (other == null || !same(entry.getValue(), other)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameElements(ArrayNode left, ArrayNode right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!same(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether Go would write both numbers in the same way. */
  static boolean sameNumber(JsonNode left, JsonNode right) {
    if (left instanceof DecimalNode || right instanceof DecimalNode) {
      return left.equals(right);
    }
    if (left instanceof DoubleNode && right instanceof DoubleNode) {
      return Double.compare(left.doubleValue(), right.doubleValue()) == 0;
    }
    if (isWhole(left) && isWhole(right)) {
      return longOf(left) == longOf(right);
    }
    return number(left).equals(number(right));
  }

  private static boolean isWhole(JsonNode number) {
    return switch (number) {
      case IntNode ignored -> true;
      case LongNode ignored -> true;
      case DoubleNode real -> isWhole(real.doubleValue()) && !isNegativeZero(real.doubleValue());
      default -> false;
    };
  }

  /** Whether a number is an int64. */
  static boolean isWhole(double value) {
    return value == Math.rint(value) && value >= -LONG_TO && value < LONG_TO;
  }

  private static boolean isNegativeZero(double value) {
    return value == 0 && Double.doubleToRawLongBits(value) != 0;
  }

  private static long longOf(JsonNode number) {
    return number instanceof DoubleNode ? (long) number.doubleValue() : number.longValue();
  }

  /** A number as Go's {@code encoding/json} writes it. */
  static String number(JsonNode number) {
    return number instanceof DoubleNode
        ? GoFormat.jsonNumber(number.doubleValue())
        : number.asString();
  }
}
