package dev.kyverdict.jmespath;

import dev.kyverdict.jmespath.Expression.Comparator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DoubleNode;

/** Steps that compare and combine. A missing key is null to them, but on the right of an and. */
final class Logic {

  private Logic() {}

  static Step or(Step left, Step right) {
    return (value, surroundings) -> {
      JsonNode first = left.orNull(value, surroundings);
      return GoValue.isFalse(first) ? right.orNull(value, surroundings) : first;
    };
  }

  static Step and(Step left, Step right) {
    return (value, surroundings) -> {
      JsonNode first = left.orNull(value, surroundings);
      return GoValue.isFalse(first) ? first : right.on(value, surroundings);
    };
  }

  static Step not(Step operand) {
    return (value, surroundings) ->
        GoValue.of(GoValue.isFalse(operand.orNull(value, surroundings)));
  }

  static Step comparison(Comparator comparator, Step left, Step right) {
    return (value, surroundings) -> {
      JsonNode first = left.orNull(value, surroundings);
      JsonNode second = right.orNull(value, surroundings);
      return switch (comparator) {
        case EQUAL -> GoValue.of(GoValue.deepEqual(first, second));
        case NOT_EQUAL -> GoValue.of(!GoValue.deepEqual(first, second));
        default ->
            first instanceof DoubleNode one && second instanceof DoubleNode other
                ? GoValue.of(holds(comparator, one.doubleValue(), other.doubleValue()))
                : GoValue.NULL;
      };
    };
  }

  private static boolean holds(Comparator comparator, double left, double right) {
    return switch (comparator) {
      case LESS -> left < right;
      case LESS_OR_EQUAL -> left <= right;
      case GREATER -> left > right;
      case GREATER_OR_EQUAL -> left >= right;
      case EQUAL -> left == right;
      case NOT_EQUAL -> left != right;
    };
  }
}
