package dev.kyverdict.jmespath;

import dev.kyverdict.jmespath.functions.FunctionException;
import dev.kyverdict.jmespath.functions.GoMath;
import dev.kyverdict.values.GoFormat;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Functions of the fork for single values; {@code functions.go}. */
final class StandardFunctions {

  static final Map<String, Handler> ALL =
      Map.ofEntries(
          Map.entry("abs", number(Math::abs)),
          Map.entry("ceil", number(Math::ceil)),
          Map.entry("floor", number(Math::floor)),
          Map.entry("length", (arguments, s) -> GoValue.of(length(arguments[0]))),
          Map.entry("not_null", (arguments, s) -> notNull(arguments)),
          Map.entry("to_array", (arguments, s) -> toArray(arguments[0])),
          Map.entry("to_string", (arguments, s) -> toString(arguments[0])),
          Map.entry("to_number", (arguments, s) -> toNumber(arguments[0])),
          Map.entry("type", (arguments, s) -> GoValue.of(type(arguments[0]))));

  private StandardFunctions() {}

  private static Handler number(DoubleUnaryOperator operator) {
    return (arguments, s) -> GoValue.of(operator.applyAsDouble(arguments[0].doubleValue()));
  }

  private static double length(JsonNode value) {
    if (!(value instanceof StringNode node)) {
      return value.size();
    }
    String text = node.stringValue();
    return text.codePointCount(0, text.length());
  }

  private static JsonNode notNull(JsonNode[] values) {
    for (JsonNode value : values) {
      if (!value.isNull()) {
        return value;
      }
    }
    return GoValue.NULL;
  }

  private static JsonNode toArray(JsonNode value) {
    return GoValue.isList(value) ? value : ListFunctions.list(1).add(value);
  }

  private static JsonNode toString(JsonNode value) {
    if (value instanceof StringNode) {
      return value;
    }
    if (value instanceof Reference) {
      return GoValue.of("{}");
    }
    refuseNonNumbers(value);
    return GoValue.of(GoFormat.json(Clearing.cleared(value)));
  }

  /** {@code encoding/json} has no word for NaN and infinity. */
  private static void refuseNonNumbers(JsonNode value) {
    if (value instanceof DoubleNode number && !Double.isFinite(number.doubleValue())) {
      throw new FunctionException("json: unsupported value: " + GoFormat.v(value));
    }
    if (value.isContainer()) {
      value.forEach(StandardFunctions::refuseNonNumbers);
    }
  }

  private static JsonNode toNumber(JsonNode value) {
    return switch (value) {
      case DoubleNode number -> number;
      case StringNode text -> {
        var number = GoMath.parse(text.stringValue());
        yield number.isPresent() ? GoValue.of(number.getAsDouble()) : GoValue.NULL;
      }
      default -> {
        refuseForeign(value);
        yield GoValue.NULL;
      }
    };
  }

  private static String type(JsonNode value) {
    refuseForeign(value);
    return switch (value) {
      case DoubleNode number -> "number";
      case StringNode text -> "string";
      case ArrayNode list -> "array";
      case ObjectNode object -> "object";
      default -> value.isNull() ? "null" : "boolean";
    };
  }

  private static void refuseForeign(JsonNode value) {
    if (value instanceof GoMaps
        || value instanceof Reference
        || value instanceof IntNode
        || value instanceof LongNode) {
      throw new FunctionException("unknown type");
    }
  }
}
