package dev.kyverdict.jmespath;

import dev.kyverdict.jmespath.Expression.ExpressionReference;
import dev.kyverdict.jmespath.Expression.Function;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Turns what only Go can hold into what it becomes in JSON: expression references, and bytes that
 * are no text.
 */
final class Clearing {

  private Clearing() {}

  /** Whether the result of an expression may hold such. */
  static boolean isNeeded(Expression expression) {
    if (expression instanceof ExpressionReference) {
      return true;
    }
    if (expression instanceof Function function) {
      List<Set<Functions.Type>> types =
          Functions.named(function.name()).map(Functions.Signature::parameters).orElse(List.of());
      for (int i = 0; i < function.arguments().size(); i++) {
        Expression argument = function.arguments().get(i);
        boolean taken =
            argument instanceof ExpressionReference
                && i < types.size()
                && types.get(i).contains(Functions.Type.EXPRESSION);
        if (taken ? isNeeded(argument.children().getFirst()) : isNeeded(argument)) {
          return true;
        }
      }
      return function.name().equals("base64_decode");
    }
    return expression.children().stream().anyMatch(Clearing::isNeeded);
  }

  static JsonNode cleared(JsonNode value) {
    return switch (value) {
      case Reference reference -> JsonNodeFactory.instance.objectNode();
      case StringNode text -> cleared(text);
      case ObjectNode object -> {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
          copy.set(GoText.wellFormed(member.getKey()), cleared(member.getValue()));
        }
        yield copy;
      }
      case GoMaps maps -> new GoMaps(maps.valueStream().map(Clearing::cleared).toList());
      case ArrayNode list -> {
        ArrayNode copy = JsonNodeFactory.instance.arrayNode(list.size());
        for (JsonNode element : list) {
          copy.add(cleared(element));
        }
        yield copy;
      }
      default -> value;
    };
  }

  private static JsonNode cleared(StringNode text) {
    String wellFormed = GoText.wellFormed(text.stringValue());
    return wellFormed.equals(text.stringValue()) ? text : GoValue.of(wellFormed);
  }
}
