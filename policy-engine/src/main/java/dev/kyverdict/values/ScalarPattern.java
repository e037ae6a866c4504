package dev.kyverdict.values;

import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * A value against a pattern that is no tree: {@code >= 5}, {@code 1Gi-2Gi}, {@code a* | !b & c}.
 * Basis: {@code pkg/engine/pattern/pattern.go}.
 */
public final class ScalarPattern {

  private ScalarPattern() {}

  /** Whether the value fits; lists as patterns fit nothing, objects fit any object. */
  public static boolean matches(JsonNode pattern, JsonNode value) {
    return switch (pattern.getNodeType()) {
      case BOOLEAN -> value.isBoolean() && value.booleanValue() == pattern.booleanValue();
      case NUMBER ->
          pattern.isDouble()
              ? matchesFloat(pattern.doubleValue(), value)
              : matchesInteger(pattern.longValue(), value);
      case STRING -> matchesText(pattern.stringValue(), value);
      case OBJECT -> value.isObject();
      case ARRAY -> false;
      default -> isZero(value);
    };
  }

  /** Whether a text fits a pattern that is text. */
  public static boolean matches(String pattern, String value) {
    return pattern.equals(value) || matchesAny(pattern, Operand.of(value));
  }

  /** Whether a pattern is a range, {@code low-high}, that values shall be in. */
  public static boolean isRange(String pattern) {
    return PatternRange.of(pattern).filter(range -> !range.outside()).isPresent();
  }

  private static boolean matchesText(String pattern, JsonNode value) {
    return (value.isString() && value.stringValue().equals(pattern))
        || matchesAny(pattern, Operand.of(value));
  }

  private static boolean matchesInteger(long pattern, JsonNode value) {
    if (value.isDouble()) {
      double number = value.doubleValue();
      return isWhole(number) && GoNumbers.toInteger(number) == pattern;
    }
    if (value.isString()) {
      OptionalLong number = GoParse.integer(value.stringValue());
      return number.isPresent() && number.getAsLong() == pattern;
    }
    return value.isNumber() && value.longValue() == pattern;
  }

  private static boolean matchesFloat(double pattern, JsonNode value) {
    if (value.isDouble()) {
      return value.doubleValue() == pattern;
    }
    if (value.isString()) {
      var number = GoParse.number(value.stringValue());
      return number.isPresent() && number.getAsDouble() == pattern;
    }
    return value.isNumber()
        && isWhole(pattern)
        && GoNumbers.toInteger(pattern) == value.longValue();
  }

  private static boolean isWhole(double number) {
    return Double.isInfinite(number) || number == Math.rint(number);
  }

  private static boolean isZero(JsonNode value) {
    return switch (value.getNodeType()) {
      case BOOLEAN -> !value.booleanValue();
      case NUMBER -> value.doubleValue() == 0;
      case STRING -> value.stringValue().isEmpty();
      case OBJECT, ARRAY -> false;
      default -> true;
    };
  }

  private static boolean matchesAny(String pattern, Operand value) {
    int start = 0;
    for (int bar = pattern.indexOf('|'); bar >= 0; bar = pattern.indexOf('|', start)) {
      if (matchesAll(GoStrings.trimBlanks(pattern.substring(start, bar)), value)) {
        return true;
      }
      start = bar + 1;
    }
    return matchesAll(GoStrings.trimBlanks(pattern.substring(start)), value);
  }

  private static boolean matchesAll(String pattern, Operand value) {
    int start = 0;
    for (int and = pattern.indexOf('&'); and >= 0; and = pattern.indexOf('&', start)) {
      if (!matchesOne(GoStrings.trimBlanks(pattern.substring(start, and)), value)) {
        return false;
      }
      start = and + 1;
    }
    return matchesOne(GoStrings.trimBlanks(pattern.substring(start)), value);
  }

  private static boolean matchesOne(String pattern, Operand value) {
    Optional<PatternRange> range = PatternRange.of(pattern);
    if (range.isPresent()) {
      String low = range.get().low();
      String high = range.get().high();
      return range.get().outside()
          ? matchesOne("< " + low, value) || matchesOne("> " + high, value)
          : matchesOne(">= " + low, value) && matchesOne("<= " + high, value);
    }
    Relation relation = Relation.of(pattern);
    return value.is(relation, GoStrings.trimSpace(pattern.substring(relation.length())));
  }

  /** What a text pattern begins with. */
  enum Relation {
    EQUAL(0),
    NOT_EQUAL(1),
    MORE(1),
    LESS(1),
    MORE_OR_EQUAL(2),
    LESS_OR_EQUAL(2);

    private final int length;

    Relation(int length) {
      this.length = length;
    }

    int length() {
      return length;
    }

    /** A pattern of one byte has no operator. */
    static Relation of(String pattern) {
      if (pattern.isEmpty() || (pattern.length() == 1 && pattern.charAt(0) < 0x80)) {
        return EQUAL;
      }
      boolean orEqual = pattern.length() > 1 && pattern.charAt(1) == '=';
      return switch (pattern.charAt(0)) {
        case '>' -> orEqual ? MORE_OR_EQUAL : MORE;
        case '<' -> orEqual ? LESS_OR_EQUAL : LESS;
        case '!' -> NOT_EQUAL;
        default -> EQUAL;
      };
    }

    boolean holds(int comparison) {
      return switch (this) {
        case EQUAL -> comparison == 0;
        case NOT_EQUAL -> comparison != 0;
        case MORE -> comparison > 0;
        case LESS -> comparison < 0;
        case MORE_OR_EQUAL -> comparison >= 0;
        case LESS_OR_EQUAL -> comparison <= 0;
      };
    }
  }
}
