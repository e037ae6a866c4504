package dev.kyverdict.jmespath;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What Go makes of values: the fork's {@code util.go}, and {@code reflect}. */
final class GoValue {

  static final JsonNode NULL = NullNode.getInstance();

  private GoValue() {}

  static JsonNode orNull(JsonNode value) {
    return value instanceof Absent ? NULL : value;
  }

  static JsonNode of(boolean value) {
    return BooleanNode.valueOf(value);
  }

  static JsonNode of(double value) {
    return DoubleNode.valueOf(value);
  }

  static JsonNode of(String value) {
    return StringNode.valueOf(value);
  }

  /** Whether it is a {@code []interface{}}. */
  static boolean isList(JsonNode value) {
    return value instanceof ArrayNode && !(value instanceof GoMaps);
  }

  /** Numbers are never false. */
  static boolean isFalse(JsonNode value) {
    return switch (value) {
      case BooleanNode truth -> !truth.booleanValue();
      case ArrayNode list -> list.isEmpty();
      case ObjectNode object -> object.isEmpty();
      case StringNode text -> text.stringValue().isEmpty();
      default -> value.isNull();
    };
  }

  /** {@code reflect.DeepEqual}: values of different types are never equal. */
  static boolean deepEqual(JsonNode left, JsonNode right) {
    if (!left.isContainer() || !right.isContainer()) {
      return equalScalars(left, right);
    }
    Deque<JsonNode> open = new ArrayDeque<>();
    open.push(left);
    open.push(right);
    while (!open.isEmpty()) {
      JsonNode one = open.pop();
      JsonNode other = open.pop();
      if (one != other || !one.isContainer()) {
        if (!equalOutside(one, other, open)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Compares two values without their members, which are put aside in pairs. */
  private static boolean equalOutside(JsonNode one, JsonNode other, Deque<JsonNode> members) {
    if (one instanceof ArrayNode list && other instanceof ArrayNode second) {
      boolean same = isList(list) == isList(second) && list.size() == second.size();
      for (int i = 0; same && i < list.size(); i++) {
        members.push(list.get(i));
        members.push(second.get(i));
      }
      return same;
    }
    if (one instanceof ObjectNode object && other instanceof ObjectNode second) {
      boolean same = object.size() == second.size();
      if (same) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
          members.push(member.getValue());
          members.push(second.path(member.getKey()));
        }
      }
      return same;
    }
    return equalScalars(one, other);
  }

  private static boolean equalScalars(JsonNode left, JsonNode right) {
    return switch (left) {
      case StringNode text ->
          right instanceof StringNode other && text.stringValue().equals(other.stringValue());
      case DoubleNode number ->
          right instanceof DoubleNode other && number.doubleValue() == other.doubleValue();
      case LongNode number ->
          right instanceof LongNode other && number.longValue() == other.longValue();
      case IntNode number ->
          right instanceof IntNode other && number.intValue() == other.intValue();
      case BooleanNode truth ->
          right instanceof BooleanNode other && truth.booleanValue() == other.booleanValue();
      case Reference reference ->
          right instanceof Reference other
              && ForkText.of(reference.expression()).equals(ForkText.of(other.expression()));
      default -> left.isNull() && right.isNull();
    };
  }

  /** The name of the type in the message of a panic. */
  static String typeName(JsonNode value) {
    return switch (value) {
      case GoMaps maps -> "[]map[string]interface {}";
      case ArrayNode list -> "[]interface {}";
      case ObjectNode object -> "map[string]interface {}";
      case StringNode text -> "string";
      case BooleanNode truth -> "bool";
      case DoubleNode number -> "float64";
      case LongNode number -> "int64";
      case IntNode number -> "int";
      case Reference reference -> "jmespath.expRef";
      default -> "nil";
    };
  }
}
