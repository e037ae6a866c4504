package dev.kyverdict.jmespath;

import dev.kyverdict.jmespath.Expression.Current;
import dev.kyverdict.jmespath.Expression.ExpressionReference;
import dev.kyverdict.jmespath.Expression.Field;
import dev.kyverdict.jmespath.Expression.Function;
import dev.kyverdict.jmespath.Expression.Identity;
import dev.kyverdict.jmespath.Expression.Pipe;
import dev.kyverdict.jmespath.Expression.Subexpression;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fork's {@code sort_by} sorts the list itself that it is given, so that whoever reads it
 * afterwards sees it sorted: other parts of the expression, and later expressions.
 */
final class Sorting {

  private static final String FUNCTION = "sort_by";

  private Sorting() {}

  /** A list of data that are Kyverno's own, to be sorted in place. */
  static final class OwnList extends ArrayNode {
    OwnList(int size) {
      super(JsonNodeFactory.instance, size);
    }

    void become(List<JsonNode> elements) {
      removeAll();
      addAll(elements);
    }
  }

  /** Whether an expression sorts. */
  static boolean sorts(Expression expression) {
    return expression.nodes().stream().anyMatch(Sorting::isCall);
  }

  /** Whether one part of an expression may read what another one sorts. */
  static boolean shows(Expression expression) {
    return expression.nodes().stream().anyMatch(Sorting::showsBetweenChildren);
  }

  private static boolean showsBetweenChildren(Expression node) {
    if (node instanceof Subexpression || node instanceof Pipe) {
      return false;
    }
    List<Expression> children =
        node.children().stream().filter(child -> !(child instanceof ExpressionReference)).toList();
    return children.stream().anyMatch(Sorting::sorts)
        && children.stream().filter(child -> any(child, Sorting::reads)).count() > 1;
  }

  private static boolean any(Expression expression, Predicate<Expression> test) {
    return expression.nodes().stream().anyMatch(test);
  }

  private static boolean isCall(Expression node) {
    return node instanceof Function function && function.name().equals(FUNCTION);
  }

  private static boolean reads(Expression node) {
    return node instanceof Field || node instanceof Current || node instanceof Identity;
  }

  /** A copy that may be sorted in place. */
  static JsonNode own(JsonNode tree) {
    return switch (tree) {
      case ObjectNode object -> {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
          copy.set(member.getKey(), own(member.getValue()));
        }
        yield copy;
      }
      case GoMaps maps -> maps;
      case ArrayNode list -> {
        OwnList copy = new OwnList(list.size());
        for (JsonNode element : list) {
          copy.add(own(element));
        }
        yield copy;
      }
      default -> tree;
    };
  }
}
