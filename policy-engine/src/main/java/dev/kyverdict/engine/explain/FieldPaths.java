package dev.kyverdict.engine.explain;

import dev.kyverdict.jmespath.Expression;
import dev.kyverdict.jmespath.JmesPathParser;
import dev.kyverdict.jmespath.JmesPathSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The plain paths that an expression reads, as JSON pointers. */
final class FieldPaths {

  private FieldPaths() {}

  /** All of them, the longest of each chain. */
  static Set<String> of(String expression) {
    Set<String> pointers = new LinkedHashSet<>();
    try {
      collect(JmesPathParser.parse(expression), pointers);
    } catch (JmesPathSyntaxException invalid) {
      return Set.of();
    }
    return pointers;
  }

  private static void collect(Expression expression, Set<String> pointers) {
    Optional<List<String>> chain = chain(expression);
    if (chain.isPresent()) {
      pointers.add("/" + String.join("/", chain.get()));
    } else {
      expression.children().forEach(child -> collect(child, pointers));
    }
  }

  private static Optional<List<String>> chain(Expression expression) {
    return switch (expression) {
      case Expression.Field(var name, var offset) -> Optional.of(List.of(escaped(name)));
      case Expression.Index(var index, var offset) when index >= 0 ->
          Optional.of(List.of(Long.toString(index)));
      case Expression.Subexpression(var left, var right) -> joined(left, right);
      case Expression.IndexExpression(var left, var right) -> joined(left, right);
      default -> Optional.empty();
    };
  }

  private static Optional<List<String>> joined(Expression left, Expression right) {
    Optional<List<String>> before = chain(left);
    Optional<List<String>> after = chain(right);
    if (before.isEmpty() || after.isEmpty()) {
      return Optional.empty();
    }
    List<String> both = new ArrayList<>(before.get());
    both.addAll(after.get());
    return Optional.of(both);
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
