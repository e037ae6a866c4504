package dev.kyverdict.jmespath;

import tools.jackson.databind.node.POJONode;

/**
 * The value of {@code &expression}: neither null nor any type of JSON; written as an empty object.
 */
final class Reference extends POJONode {

  private final Expression expression;
  private final Step step;

  Reference(Expression expression, Step step) {
    super(expression);
    this.expression = expression;
    this.step = step;
  }

  Expression expression() {
    return expression;
  }

  Step step() {
    return step;
  }

  /** As Go prints the fork's tree. */
  @Override
  public String toString() {
    return "{" + ForkText.of(expression) + "}";
  }
}
