package dev.kyverdict.engine.substitution;

import dev.kyverdict.engine.EvaluationException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A compiled sub-tree. */
sealed interface Part permits Part.Constant, Part.Failing, Part.Leaf, Part.Items, Members {

  JsonNode substitute(Scope scope);

  /** Whether it can be substituted by queries that change nothing. */
  boolean isQuiet(Scope scope);

  /** A sub-tree without variables: shared by all results. */
  record Constant(JsonNode tree) implements Part {
    @Override
    public JsonNode substitute(Scope scope) {
      return tree;
    }

    @Override
    public boolean isQuiet(Scope scope) {
      return true;
    }
  }

  /** A tree with a reference that leads nowhere. */
  record Failing(EvaluationException failure) implements Part {
    @Override
    public JsonNode substitute(Scope scope) {
      throw failure;
    }

    @Override
    public boolean isQuiet(Scope scope) {
      return false;
    }
  }

  /** A text with variables; what it becomes may be a tree with further ones. */
  record Leaf(TextTemplate text, int depth) implements Part {
    @Override
    public JsonNode substitute(Scope scope) {
      JsonNode value = text.substitute(scope);
      return value.isContainer() ? Template.again(value, text.path(), depth + 1, scope) : value;
    }

    @Override
    public boolean isQuiet(Scope scope) {
      return text.quietly(scope).isPresent();
    }
  }

  /** A list. */
  record Items(List<Part> items) implements Part {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public JsonNode substitute(Scope scope) {
      List<JsonNode> values = new ArrayList<>(items.size());
      for (Part item : items) {
        values.add(item.substitute(scope));
      }
      return new ArrayNode(JsonNodeFactory.instance, values);
    }

    @Override
    public boolean isQuiet(Scope scope) {
      return items.stream().allMatch(item -> item.isQuiet(scope));
    }
  }
}
