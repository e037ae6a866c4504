package dev.kyverdict.jmespath;

import dev.kyverdict.jmespath.Expression.And;
import dev.kyverdict.jmespath.Expression.Broken;
import dev.kyverdict.jmespath.Expression.Comparison;
import dev.kyverdict.jmespath.Expression.Current;
import dev.kyverdict.jmespath.Expression.ExpressionReference;
import dev.kyverdict.jmespath.Expression.Field;
import dev.kyverdict.jmespath.Expression.FilterProjection;
import dev.kyverdict.jmespath.Expression.Flatten;
import dev.kyverdict.jmespath.Expression.Function;
import dev.kyverdict.jmespath.Expression.Identity;
import dev.kyverdict.jmespath.Expression.Index;
import dev.kyverdict.jmespath.Expression.IndexExpression;
import dev.kyverdict.jmespath.Expression.Literal;
import dev.kyverdict.jmespath.Expression.MultiSelectHash;
import dev.kyverdict.jmespath.Expression.MultiSelectList;
import dev.kyverdict.jmespath.Expression.NamelessFunction;
import dev.kyverdict.jmespath.Expression.Not;
import dev.kyverdict.jmespath.Expression.Or;
import dev.kyverdict.jmespath.Expression.Pipe;
import dev.kyverdict.jmespath.Expression.Projection;
import dev.kyverdict.jmespath.Expression.RawString;
import dev.kyverdict.jmespath.Expression.Slice;
import dev.kyverdict.jmespath.Expression.Subexpression;
import dev.kyverdict.jmespath.Expression.ValueProjection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Where an expression may end in Kyverno's error {@code Unknown key "k" in path}.
 *
 * <p>The error leaves subexpressions, index expressions and the right side of {@code &&}.
 * Everything else turns it into null or drops the element: {@code ||}, {@code !}, comparisons,
 * pipes, projections, members of multi-selects and arguments of functions. So {@code a.b || ''},
 * {@code to_string(a.b)} and {@code a.b | @} cannot raise it, and {@code a.b[*]} can at {@code a}
 * alone.
 */
public final class Misses {

  private static final Expression UNKNOWN = new Current(0);

  private final List<Field> fields = new ArrayList<>();

  private Misses() {}

  /**
   * The fields whose absence Kyverno answers with an error, in the order of the text; none if the
   * expression cannot raise it on whatever data.
   */
  public static List<Field> of(Expression expression) {
    Misses misses = new Misses();
    misses.visit(expression, UNKNOWN);
    return List.copyOf(misses.fields);
  }

  /** Visits an expression that reads the given value. */
  private void visit(Expression expression, Expression value) {
    switch (expression) {
      case Field field -> {
        if (mayLack(value, field.name())) {
          fields.add(field);
        }
      }
      case Subexpression(Expression left, Expression right) -> {
        visit(left, value);
        visit(right, left);
      }
      case IndexExpression(Expression left, Expression right) -> {
        visit(left, value);
        visit(right, left);
      }
      case And(Expression left, Expression right) -> visit(right, value);
      default -> {}
    }
  }

  /** Whether the value of an expression may be an object without that key. */
  private static boolean mayLack(Expression expression, String key) {
    return switch (expression) {
      case Literal(var value, int offset) -> value.isObject() && !value.has(key);
      case MultiSelectHash hash -> hash.members().stream().noneMatch(m -> m.name().equals(key));
      case Function function -> mayGiveObject(function.name());
      case Pipe(Expression left, Expression right) ->
          mayLack(right instanceof Current ? left : right, key);
      case Or(Expression left, Expression right) -> mayLack(left, key) || mayLack(right, key);
      case And(Expression left, Expression right) -> mayLack(left, key) || mayLack(right, key);
      case Subexpression(Expression left, Expression right) -> mayLack(right, key);
      case Current any -> true;
      case Identity any -> true;
      case Field any -> true;
      case Index any -> true;
      case IndexExpression any -> true;
      case RawString text -> false;
      case Not truth -> false;
      case Comparison truth -> false;
      case Slice list -> false;
      case MultiSelectList list -> false;
      case Projection list -> false;
      case ValueProjection list -> false;
      case FilterProjection list -> false;
      case Flatten list -> false;
      case ExpressionReference neverRead -> false;
      case NamelessFunction fails -> false;
      case Broken fails -> false;
    };
  }

  /** An unknown function fails with another error. */
  private static boolean mayGiveObject(String function) {
    return Functions.named(function).map(Functions.Signature::result).orElse(Set.of()).stream()
        .anyMatch(type -> type == Functions.Type.ANY || type == Functions.Type.OBJECT);
  }
}
