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
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * From the tree of an expression to steps. Basis: {@code kyverno/go-jmespath} at 95e59c162877,
 * {@code interpreter.go}.
 */
final class Compiler {

  private Compiler() {}

  /** The parser bounds the depth of the tree. */
  static Step step(Expression expression) {
    return switch (expression) {
      case Current current -> (value, surroundings) -> value;
      case Identity identity -> (value, surroundings) -> value;
      case Field field -> Selection.key(field.name());
      case Index index -> Selection.element(index.index());
      case Slice slice -> SliceStep.of(slice);
      case Literal(JsonNode literal, int offset) -> (value, surroundings) -> literal;
      case RawString(String text, int offset) -> constant(GoValue.of(text));
      case Subexpression(Expression left, Expression right) ->
          Selection.then(step(left), step(right));
      case IndexExpression(Expression left, Expression right) ->
          Selection.then(step(left), step(right));
      case Pipe(Expression left, Expression right) -> pipe(step(left), step(right));
      case Or(Expression left, Expression right) -> Logic.or(step(left), step(right));
      case And(Expression left, Expression right) -> Logic.and(step(left), step(right));
      case Not(Expression operand, int offset) -> Logic.not(step(operand));
      case Comparison(Expression.Comparator comparator, Expression left, Expression right) ->
          Logic.comparison(comparator, step(left), step(right));
      case Projection(Expression left, Expression right) ->
          Projections.list(step(left), step(right));
      case ValueProjection(Expression left, Expression right) ->
          Projections.values(step(left), step(right));
      case FilterProjection(Expression left, Expression condition, Expression right) ->
          Projections.filter(step(left), step(condition), step(right));
      case Flatten(Expression left) -> Projections.flatten(step(left));
      case MultiSelectList list -> Selection.list(steps(list.elements()));
      case MultiSelectHash hash -> Selection.object(hash.members());
      case ExpressionReference reference ->
          constant(new Reference(reference.operand(), step(reference.operand())));
      case Function function -> Call.of(function.name(), steps(function.arguments()));
      case NamelessFunction call -> failure("invalid node value type");
      case Broken broken -> failure("Unknown AST node: ASTEmpty");
    };
  }

  static Step[] steps(List<Expression> expressions) {
    return expressions.stream().map(Compiler::step).toArray(Step[]::new);
  }

  private static Step constant(JsonNode constant) {
    return (value, surroundings) -> constant;
  }

  private static Step pipe(Step left, Step right) {
    return (value, surroundings) -> right.orNull(left.orNull(value, surroundings), surroundings);
  }

  private static Step failure(String message) {
    return (value, surroundings) -> {
      throw JmesPathException.of(message);
    };
  }
}
