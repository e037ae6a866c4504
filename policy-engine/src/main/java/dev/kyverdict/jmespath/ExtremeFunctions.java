package dev.kyverdict.jmespath;

import dev.kyverdict.jmespath.functions.FunctionException;
import dev.kyverdict.values.GoStrings;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.StringNode;

/** The largest and the smallest of a list; the fork's {@code functions.go}. */
final class ExtremeFunctions {

  static final Map<String, Handler> ALL =
      Map.of(
          "max", (arguments, s) -> extreme(arguments[0], 1),
          "min", (arguments, s) -> extreme(arguments[0], -1),
          "max_by", (arguments, s) -> by(arguments[0], (Reference) arguments[1], 1, s),
          "min_by", (arguments, s) -> by(arguments[0], (Reference) arguments[1], -1, s));

  private ExtremeFunctions() {}

  private static JsonNode extreme(JsonNode list, int sign) {
    JsonNode best = GoValue.NULL;
    for (JsonNode element : list) {
      if (best.isNull() || beats(element, best, sign)) {
        best = element;
      }
    }
    return best;
  }

  private static JsonNode by(JsonNode value, Reference by, int sign, Surroundings surroundings) {
    ArrayNode list = ListFunctions.elements(value);
    if (list.size() < 2) {
      return list.isEmpty() ? GoValue.NULL : list.get(0);
    }
    JsonNode best = list.get(0);
    JsonNode bestKey = by.step().orNull(best, surroundings);
    if (!(bestKey instanceof DoubleNode) && !(bestKey instanceof StringNode)) {
      throw new FunctionException("invalid type, must be number of string");
    }
    for (int i = 1; i < list.size(); i++) {
      JsonNode key = by.step().orNull(list.get(i), surroundings);
      if (key.getClass() != bestKey.getClass()) {
        String type = bestKey instanceof DoubleNode ? "number" : "string";
        throw new FunctionException("invalid type, must be " + type);
      }
      if (beats(key, bestKey, sign)) {
        best = list.get(i);
        bestKey = key;
      }
    }
    return best;
  }

  /** NaN beats nothing and is beaten by nothing. */
  private static boolean beats(JsonNode one, JsonNode best, int sign) {
    if (one instanceof StringNode text) {
      return GoStrings.compare(text.stringValue(), best.stringValue()) * sign > 0;
    }
    double number = one.doubleValue();
    return sign > 0 ? number > best.doubleValue() : number < best.doubleValue();
  }
}
