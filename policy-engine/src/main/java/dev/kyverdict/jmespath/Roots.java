package dev.kyverdict.jmespath;

import dev.kyverdict.jmespath.Expression.And;
import dev.kyverdict.jmespath.Expression.Current;
import dev.kyverdict.jmespath.Expression.ExpressionReference;
import dev.kyverdict.jmespath.Expression.Field;
import dev.kyverdict.jmespath.Expression.FilterProjection;
import dev.kyverdict.jmespath.Expression.Identity;
import dev.kyverdict.jmespath.Expression.Or;
import dev.kyverdict.jmespath.Expression.Pipe;
import dev.kyverdict.jmespath.Expression.Projection;
import dev.kyverdict.jmespath.Expression.Subexpression;
import dev.kyverdict.jmespath.Expression.ValueProjection;
import java.util.ArrayList;
import java.util.List;

/** Finds the fields that an expression reads from the value that it is given. */
final class Roots {

  private final List<Field> fields = new ArrayList<>();

  private Roots() {}

  static List<Field> of(Expression expression) {
    Roots roots = new Roots();
    roots.visit(expression, true);
    return List.copyOf(roots.fields);
  }

  /**
   * Visits an expression that reads the given value, or something else.
   *
   * @return whether its result may be the given value itself
   */
  private boolean visit(Expression expression, boolean given) {
    return switch (expression) {
      case Field field -> {
        if (given) {
          fields.add(field);
        }
        yield false;
      }
      case Current current -> given;
      case Identity identity -> given;
      case Subexpression(Expression left, Expression right) -> visit(right, visit(left, given));
      case Pipe(Expression left, Expression right) -> visit(right, visit(left, given));
      case Or(Expression left, Expression right) -> visit(left, given) | visit(right, given);
      case And(Expression left, Expression right) -> visit(left, given) | visit(right, given);
      case Projection(Expression left, Expression each) -> inside(left, given);
      case ValueProjection(Expression left, Expression each) -> inside(left, given);
      case FilterProjection(Expression left, Expression holds, Expression each) ->
          inside(left, given);
      case ExpressionReference laterOnElements -> false;
      default -> {
        expression.children().forEach(child -> visit(child, given));
        yield false;
      }
    };
  }

  /** Of a projection: what is done for each element does not read the given value. */
  private boolean inside(Expression left, boolean given) {
    visit(left, given);
    return false;
  }
}
