package dev.kyverdict.engine.conditions;

/** The four ways to be before or after. */
enum Order {
  GREATER_OR_EQUAL,
  GREATER,
  LESS_OR_EQUAL,
  LESS;

  static Order of(Operator operator) {
    return switch (operator) {
      case GREATER_THAN_OR_EQUALS, DURATION_GREATER_THAN_OR_EQUALS -> GREATER_OR_EQUAL;
      case GREATER_THAN, DURATION_GREATER_THAN -> GREATER;
      case LESS_THAN_OR_EQUALS, DURATION_LESS_THAN_OR_EQUALS -> LESS_OR_EQUAL;
      case LESS_THAN, DURATION_LESS_THAN -> LESS;
      default -> throw new IllegalArgumentException(operator + " does not order");
    };
  }

  /** Compares floats as such: nothing is before or after NaN. */
  boolean holds(double left, double right) {
    return switch (this) {
      case GREATER_OR_EQUAL -> left >= right;
      case GREATER -> left > right;
      case LESS_OR_EQUAL -> left <= right;
      case LESS -> left < right;
    };
  }

  boolean holds(int comparison) {
    return holds(comparison, 0.0);
  }
}
