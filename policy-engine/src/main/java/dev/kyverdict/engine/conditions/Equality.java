package dev.kyverdict.engine.conditions;

import dev.kyverdict.values.GoNumbers;
import dev.kyverdict.values.GoParse;
import dev.kyverdict.values.Quantity;
import dev.kyverdict.values.Wildcard;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** {@code Equals} and {@code NotEquals}. */
final class Equality {

  private Equality() {}

  static boolean equal(JsonNode key, JsonNode value) {
    return switch (key.getNodeType()) {
      case BOOLEAN -> value.isBoolean() && key.booleanValue() == value.booleanValue();
      case NUMBER ->
          key.isDouble()
              ? floatEquals(key.doubleValue(), value)
              : integerEquals(key.longValue(), value);
      case STRING -> textEquals(key, value);
      case OBJECT, ARRAY -> deepEqual(key, value);
      default -> false;
    };
  }

  /** Null is neither equal to anything nor different from anything. */
  static boolean notEqual(JsonNode key, JsonNode value) {
    return !key.isNull() && !key.isMissingNode() && !equal(key, value);
  }

  private static boolean textEquals(JsonNode key, JsonNode value) {
    Optional<Durations> durations = Durations.of(key, value);
    if (durations.isPresent()) {
      return durations.get().key() == durations.get().value();
    }
    if (!value.isString()) {
      return false;
    }
    Optional<Quantity> quantity = Quantity.parse(key.stringValue());
    if (quantity.isPresent()) {
      Optional<Quantity> other = Quantity.parse(value.stringValue());
      return other.isPresent() && quantity.get().compareTo(other.get()) == 0;
    }
    return Wildcard.matches(value.stringValue(), key.stringValue());
  }

  private static boolean floatEquals(double key, JsonNode value) {
    if (value.isDouble()) {
      return key == value.doubleValue();
    }
    if (value.isNumber()) {
      return isWhole(key) && GoNumbers.toInteger(key) == value.longValue();
    }
    OptionalDouble number =
        value.isString() ? GoParse.number(value.stringValue()) : OptionalDouble.empty();
    return number.isPresent() && number.getAsDouble() == key;
  }

  private static boolean integerEquals(long key, JsonNode value) {
    if (value.isDouble()) {
      double number = value.doubleValue();
      return isWhole(number) && GoNumbers.toInteger(number) == key;
    }
    if (value.isNumber()) {
      return value.longValue() == key;
    }
    OptionalLong number =
        value.isString() ? GoParse.integer(value.stringValue()) : OptionalLong.empty();
    return number.isPresent() && number.getAsLong() == key;
  }

  private static boolean isWhole(double number) {
    return number == Math.rint(number);
  }

  /** {@code reflect.DeepEqual}: an int64 is never equal to a float64. */
  private static boolean deepEqual(JsonNode left, JsonNode right) {
    if (left.getNodeType() != right.getNodeType() || left.size() != right.size()) {
      return false;
    }
    return switch (left.getNodeType()) {
      case OBJECT -> membersEqual(left, right);
      case ARRAY -> {
        for (int i = 0; i < left.size(); i++) {
          if (!deepEqual(left.path(i), right.path(i))) {
            yield false;
          }
        }
        yield true;
      }
      case NUMBER -> numbersEqual(left, right);
      default -> left.equals(right);
    };
  }

  private static boolean membersEqual(JsonNode left, JsonNode right) {
    for (Map.Entry<String, JsonNode> member : left.properties()) {
      if (!deepEqual(member.getValue(), right.path(member.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean numbersEqual(JsonNode left, JsonNode right) {
    if (left.isDouble() && right.isDouble()) {
      return left.doubleValue() == right.doubleValue();
    }
    return left.isDouble() == right.isDouble()
        && left.isInt() == right.isInt()
        && left.longValue() == right.longValue();
  }
}
