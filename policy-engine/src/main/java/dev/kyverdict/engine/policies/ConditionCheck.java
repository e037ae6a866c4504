package dev.kyverdict.engine.policies;

import dev.kyverdict.model.Conditions;
import dev.kyverdict.values.GoFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Preconditions and deny conditions ({@code validateConditions} and its neighbours in {@code
 * pkg/validation/policy/validate.go}).
 */
final class ConditionCheck {

  private static final List<String> OPERATIONS = List.of("CREATE", "UPDATE", "DELETE", "CONNECT");
  private static final String ONLY =
      "found under the 'value' field. Only the following values are allowed: [CREATE, UPDATE,"
          + " DELETE, CONNECT]";

  private ConditionCheck() {}

  /** Conditions that have to be complete. */
  static void complete(String owner, JsonNode conditions, String name) {
    if (conditions.isArray()) {
      values(owner, name, conditions);
    } else {
      values(owner, name + ".any", conditions.path("any"));
      values(owner, name + ".all", conditions.path("all"));
    }
    operators(owner, conditions, name);
  }

  /** Conditions of which only the operators are looked at. */
  static void operators(String owner, JsonNode conditions, String name) {
    if (conditions.isArray()) {
      operatorsOf(owner, name, conditions);
    } else {
      operatorsOf(owner, name + ".any", conditions.path("any"));
      // Kyverno names the wrong list.
      operatorsOf(owner, name + ".any", conditions.path("all"));
    }
  }

  private static void operatorsOf(String owner, String name, JsonNode list) {
    int i = 0;
    for (JsonNode condition : list) {
      if (!Conditions.OPERATORS.contains(RuleFacts.text(condition, "operator"))) {
        throw new PlacedRefusal(
            owner + "." + name + "[" + i + "].",
            "entered value of `operator` is invalid. valid values: "
                + quoted(Conditions.OPERATORS));
      }
      i++;
    }
  }

  /** A list as {@code %+q} writes it. */
  static String quoted(List<String> names) {
    return "[" + String.join(" ", names.stream().map(FieldErrors::quoted).toList()) + "]";
  }

  private static void values(String owner, String name, JsonNode list) {
    int i = 0;
    for (JsonNode condition : list) {
      try {
        value(condition);
      } catch (PlacedRefusal refusal) {
        throw new PlacedRefusal(
            owner + "." + name + "[" + i + "]." + refusal.path(), refusal.text());
      }
      i++;
    }
  }

  private static void value(JsonNode condition) {
    JsonNode key = condition.path("key");
    if (!condition.has("key") || !condition.has("value") || !condition.has("operator")) {
      throw new PlacedRefusal(
          "", "entered value of `key`, `value` or `operator` is missing or misspelled");
    }
    if (key.isString() && key.stringValue().replace(" ", "").equals("{{request.operation}}")) {
      operation(condition.path("value"));
    }
  }

  private static void operation(JsonNode value) {
    if (value.isString()) {
      String text = value.stringValue();
      boolean variable = text.length() >= 4 && text.startsWith("{{") && text.endsWith("}}");
      if (!variable && !OPERATIONS.contains(text)) {
        throw new PlacedRefusal("value: " + text, "unknown value '" + text + "' " + ONLY);
      }
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        element("value[" + i + "]", value.get(i));
      }
    } else {
      throw new PlacedRefusal(
          "value",
          "'value' field found to be of the type "
              + kind(value)
              + ". The provided value/values are expected to be either in the form of a string or"
              + " list");
    }
  }

  private static void element(String path, JsonNode value) {
    if (!value.isString()) {
      throw new PlacedRefusal(
          path,
          "'"
              + path
              + "' found to be of the type "
              + type(value)
              + ". The provided values are expected to be strings");
    }
    if (!OPERATIONS.contains(value.stringValue())) {
      throw new PlacedRefusal(path, "unknown value '" + value.stringValue() + "' " + ONLY);
    }
  }

  private static String kind(JsonNode value) {
    return value.isObject() ? "map" : type(value);
  }

  private static String type(JsonNode value) {
    if (value.isNumber()) {
      double number = value.doubleValue();
      boolean whole = number == Math.rint(number) && Math.abs(number) < 0x1p63;
      return whole && !value.asString().contains(".") ? "int64" : "float64";
    }
    return GoFormat.type(value);
  }
}
