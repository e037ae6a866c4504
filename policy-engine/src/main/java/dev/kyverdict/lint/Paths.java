package dev.kyverdict.lint;

import dev.kyverdict.jmespath.Expression;
import dev.kyverdict.jmespath.Expression.Current;
import dev.kyverdict.jmespath.Expression.ExpressionReference;
import dev.kyverdict.jmespath.Expression.Field;
import dev.kyverdict.jmespath.Expression.FilterProjection;
import dev.kyverdict.jmespath.Expression.Flatten;
import dev.kyverdict.jmespath.Expression.Identity;
import dev.kyverdict.jmespath.Expression.Index;
import dev.kyverdict.jmespath.Expression.IndexExpression;
import dev.kyverdict.jmespath.Expression.Pipe;
import dev.kyverdict.jmespath.Expression.Projection;
import dev.kyverdict.jmespath.Expression.Subexpression;
import dev.kyverdict.jmespath.Expression.ValueProjection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which place of its input each field of an expression reads. */
final class Paths {

  /** The segment that stands for an element of a list. */
  static final String ELEMENT = "[]";

  private final Map<Field, List<String>> fields = new LinkedHashMap<>();

  private Paths() {}

  /** The fields that read a known place, each with the keys that lead there from the input. */
  static Map<Field, List<String>> of(Expression expression) {
    Paths paths = new Paths();
    paths.visit(expression, Optional.of(List.of()));
    return paths.fields;
  }

  /** The place that the whole expression reads, when it does nothing else. */
  static Optional<List<String>> whole(Expression expression) {
    return new Paths().visit(expression, Optional.of(List.of()));
  }

  private Optional<List<String>> visit(Expression expression, Optional<List<String>> input) {
    return switch (expression) {
      case Field field -> {
        Optional<List<String>> place = input.map(path -> with(path, field.name()));
        place.ifPresent(path -> fields.put(field, path));
        yield place;
      }
      case Current current -> input;
      case Identity identity -> input;
      case Index index -> input.map(path -> with(path, ELEMENT));
      case Subexpression(Expression left, Expression right) -> visit(right, visit(left, input));
      case IndexExpression(Expression left, Expression right) -> visit(right, visit(left, input));
      case Pipe(Expression left, Expression right) -> visit(right, visit(left, input));
      case Flatten(Expression left) -> visit(left, input);
      case Projection(Expression left, Expression right) -> each(left, right, input);
      case ValueProjection(Expression left, Expression right) -> each(left, right, input);
      case FilterProjection(Expression left, Expression holds, Expression right) -> {
        Optional<List<String>> element = visit(left, input).map(path -> with(path, ELEMENT));
        visit(holds, element);
        visit(right, element);
        yield right instanceof Identity ? visit(left, input) : Optional.empty();
      }
      case ExpressionReference(Expression operand, int offset) -> {
        visit(operand, Optional.empty());
        yield Optional.empty();
      }
      default -> {
        expression.children().forEach(child -> visit(child, input));
        yield Optional.empty();
      }
    };
  }

  private Optional<List<String>> each(
      Expression left, Expression right, Optional<List<String>> input) {
    visit(right, visit(left, input).map(path -> with(path, ELEMENT)));
    return Optional.empty();
  }

  private static List<String> with(List<String> path, String segment) {
    List<String> longer = new ArrayList<>(path);
    longer.add(segment);
    return List.copyOf(longer);
  }
}
