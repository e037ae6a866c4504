package dev.kyverdict.engine.substitution;

import dev.kyverdict.engine.EvaluationException;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Kyverno decodes a substituted rule into its Go type again, where a field that is a text must have
 * stayed one ({@code SubstituteAllInType} in {@code pkg/engine/variables/vars.go}).
 */
public final class TypedTexts {

  /** Fields below which any JSON may stand. */
  private static final Set<String> FREE =
      Set.of(
          "patchStrategicMerge",
          "pattern",
          "anyPattern",
          "data",
          "value",
          "default",
          "key",
          "preconditions",
          "conditions");

  private TypedTexts() {}

  /** Whether any JSON may stand in a field of this name. */
  static boolean isFree(String field) {
    return FREE.contains(field);
  }

  /**
   * Checks a substituted document.
   *
   * @throws EvaluationException when a text became something else
   */
  public static void check(JsonNode written, JsonNode substituted) {
    if (written == substituted) {
      return;
    }
    if (written instanceof ObjectNode before) {
      for (Map.Entry<String, JsonNode> entry : before.properties()) {
        JsonNode after = substituted.path(entry.getKey());
        if (!after.isMissingNode() && !isFree(entry.getKey())) {
          checkField(entry.getKey(), entry.getValue(), after);
        }
      }
    } else if (written instanceof ArrayNode before) {
      for (int i = 0; i < before.size(); i++) {
        checkField("", before.get(i), substituted.path(i));
      }
    }
  }

  private static void checkField(String field, JsonNode before, JsonNode after) {
    if (before.isString() && !after.isString() && !after.isNull()) {
      throw new EvaluationException(
          "json: cannot unmarshal %s into Go struct field %s of type string"
              .formatted(kind(after), field));
    }
    check(before, after);
  }

  private static String kind(JsonNode node) {
    return node.isObject()
        ? "object"
        : node.isArray() ? "array" : node.isBoolean() ? "bool" : "number";
  }
}
