package dev.kyverdict.chainsaw.tree;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Trees whose values may be expressions ({@code pkg/mutate/parse.go} of chainsaw). */
public final class Template {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Template() {}

  /**
   * The tree with its expressions evaluated. An expression reads what stands at its place in the
   * input.
   *
   * @throws TreeException when one cannot be evaluated
   */
  public static JsonNode filled(JsonNode template, JsonNode input, Bindings bindings) {
    return switch (template) {
      case ObjectNode object -> {
        ObjectNode filled = NODES.objectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
          JsonNode below = input.path(field.getKey());
          filled.set(field.getKey(), filled(field.getValue(), below, bindings));
        }
        yield filled;
      }
      case ArrayNode list -> {
        ArrayNode filled = NODES.arrayNode();
        for (int i = 0; i < list.size(); i++) {
          filled.add(filled(list.get(i), input.path(i), bindings));
        }
        yield filled;
      }
      default -> template.isString() ? scalar(template, input, bindings) : template;
    };
  }

  /** A tree whose expressions read bindings only. */
  public static JsonNode filled(JsonNode template, Bindings bindings) {
    return filled(template, MissingNode.getInstance(), bindings);
  }

  /** A text that may be an expression ({@code pkg/expressions/string.go} of chainsaw). */
  public static String text(String template, Bindings bindings) {
    Term term = Term.ofTemplate(template);
    if (!term.isExpression()) {
      return term.statement();
    }
    JsonNode value = Query.of(term.statement()).on(NullNode.getInstance(), bindings);
    if (!value.isString()) {
      throw new TreeException("expression didn't evaluate to a string (" + template + ")");
    }
    return value.stringValue();
  }

  private static JsonNode scalar(JsonNode template, JsonNode input, Bindings bindings) {
    Term term = Term.ofTemplate(template.stringValue());
    if (!term.isExpression()) {
      return template;
    }
    return Query.of(term.statement()).on(input, bindings);
  }
}
