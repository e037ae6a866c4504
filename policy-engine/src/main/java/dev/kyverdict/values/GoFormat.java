package dev.kyverdict.values;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Values as Go writes them. Trees have to be as flat as JSON parsers allow (500 levels): writing
 * follows the levels.
 */
public final class GoFormat {

  private static final double SMALLEST_PLAIN = 1e-6;
  private static final double FIRST_WITH_EXPONENT = 1e21;
  private static final int FIRST_GENERAL_EXPONENT = 6;

  private GoFormat() {}

  /** {@code encoding/json}: compact, members in the order of their names, HTML escaped. */
  public static String json(JsonNode tree) {
    StringBuilder out = new StringBuilder();
    GoJsonWriter.write(tree, out);
    return out.toString();
  }

  /** {@code fmt.Sprint}: {@code 1e+06}, {@code map[a:1 b:2]}, {@code [a b]}, {@code <nil>}. */
  public static String v(JsonNode value) {
    if (value.isString()) {
      return value.stringValue();
    }
    StringBuilder out = new StringBuilder();
    v(value, out);
    return out.toString();
  }

  /** The type of a value, {@code %T}: {@code map[string]interface {}}, {@code float64} … */
  public static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "map[string]interface {}";
      case ARRAY -> "[]interface {}";
      case STRING -> "string";
      case BOOLEAN -> "bool";
      case NUMBER -> value.isDouble() ? "float64" : value.isInt() ? "int" : "int64";
      default -> "<nil>";
    };
  }

  /** {@code %v} of a float64: {@code 100000}, {@code 1e+06}, {@code 0.0001}, {@code 1e-05}. */
  public static String general(double value) {
    String special = GoFloat.special(value);
    if (!special.isEmpty()) {
      return special;
    }
    GoFloat shortest = GoFloat.of(value);
    int exponent = shortest.exponent();
    return exponent < -4 || exponent >= FIRST_GENERAL_EXPONENT
        ? shortest.scientific('e')
        : shortest.plain();
  }

  /** A number of JSON: an exponent below 1e-6 and from 1e21 on. */
  public static String jsonNumber(double value) {
    double size = Math.abs(value);
    GoFloat shortest = GoFloat.of(value);
    return size == 0 || (size >= SMALLEST_PLAIN && size < FIRST_WITH_EXPONENT)
        ? shortest.plain()
        : shortest.scientific('e').replace("e-0", "e-");
  }

  /** {@code strconv.FormatFloat(value, 'f', -1, 64)}. */
  public static String plain(double value) {
    String special = GoFloat.special(value);
    return special.isEmpty() ? GoFloat.of(value).plain() : special;
  }

  /** {@code strconv.FormatFloat(value, 'f', -1, 32)}: the digits that a float32 needs. */
  public static String float32(double value) {
    float narrow = (float) value;
    String special = GoFloat.special(narrow);
    return special.isEmpty() ? GoFloat.of(narrow).plain() : special;
  }

  /** {@code strconv.FormatFloat(value, 'E', -1, 64)}. */
  public static String scientific(double value) {
    String special = GoFloat.special(value);
    return special.isEmpty() ? GoFloat.of(value).scientific('E') : special;
  }

  /** {@code %f}: six digits after the point. */
  public static String fixed(double value) {
    String special = GoFloat.special(value);
    if (!special.isEmpty()) {
      return special;
    }
    String digits = new BigDecimal(value).setScale(6, RoundingMode.HALF_EVEN).toPlainString();
    boolean lostSign = (value < 0 || 1 / value < 0) && !digits.startsWith("-");
    return lostSign ? "-" + digits : digits;
  }

  /** The names of an object's members in the order of Go's strings. */
  static List<String> sortedNames(JsonNode object) {
    List<String> names = new ArrayList<>(object.propertyNames());
    names.sort(GoStrings::compare);
    return names;
  }

  private static void v(JsonNode value, StringBuilder out) {
    switch (value.getNodeType()) {
      case OBJECT -> {
        String separator = "map[";
        for (String name : sortedNames(value)) {
          out.append(separator).append(name).append(':');
          v(value.path(name), out);
          separator = " ";
        }
        out.append(value.isEmpty() ? "map[]" : "]");
      }
      case ARRAY -> {
        out.append('[');
        for (int i = 0; i < value.size(); i++) {
          out.append(i == 0 ? "" : " ");
          v(value.path(i), out);
        }
        out.append(']');
      }
      case STRING -> out.append(value.stringValue());
      case BOOLEAN -> out.append(value.booleanValue());
      case NUMBER -> out.append(value.isDouble() ? general(value.doubleValue()) : value.asString());
      default -> out.append("<nil>");
    }
  }
}
