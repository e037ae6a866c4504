package dev.kyverdict.lint;

import static dev.kyverdict.lint.TextLint.FUNCTION_ARITY;
import static dev.kyverdict.lint.TextLint.JMESPATH_SYNTAX;
import static dev.kyverdict.lint.TextLint.MERGE_CAN_PANIC;
import static dev.kyverdict.lint.TextLint.MINUTES_ARE_MILLI;
import static dev.kyverdict.lint.TextLint.MISSING_BECOMES_NULL_TEXT;
import static dev.kyverdict.lint.TextLint.NOT_BINDS_TIGHTER;
import static dev.kyverdict.lint.TextLint.TEXT_IN_DOUBLE_QUOTES;
import static dev.kyverdict.lint.TextLint.UNKNOWN_FUNCTION;

import dev.kyverdict.jmespath.Expression;
import dev.kyverdict.jmespath.Expression.Comparison;
import dev.kyverdict.jmespath.Expression.Field;
import dev.kyverdict.jmespath.Expression.Function;
import dev.kyverdict.jmespath.Expression.IndexExpression;
import dev.kyverdict.jmespath.Expression.Not;
import dev.kyverdict.jmespath.Expression.Pipe;
import dev.kyverdict.jmespath.Expression.RawString;
import dev.kyverdict.jmespath.Expression.Subexpression;
import dev.kyverdict.jmespath.Functions;
import dev.kyverdict.jmespath.Functions.Signature;
import dev.kyverdict.jmespath.JmesPathSyntaxException;
import dev.kyverdict.jmespath.Misses;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Expressions, each by itself. */
final class Expressions {

  private static final Set<String> ARITHMETIC =
      Set.of("add", "subtract", "multiply", "divide", "modulo");

  private static final Pattern MINUTES = Pattern.compile("[+-]?\\d+(?:\\.\\d+)?m");

  private static final Pattern BARE_NUMBER = Pattern.compile("[<>=]\\s*-?\\d");

  private final RuleView rule;
  private final Query query;
  private final Problems problems;

  private Expressions(RuleView rule, Query query, Problems problems) {
    this.rule = rule;
    this.query = query;
    this.problems = problems;
  }

  static void check(RuleView rule, Problems problems) {
    for (Query query : rule.queries()) {
      Expressions expressions = new Expressions(rule, query, problems);
      query.rootFields().forEach(expressions::quoted);
      if (!query.partial()) {
        query.problem().ifPresent(expressions::syntax);
      }
      query.expression().ifPresent(expression -> expression.nodes().forEach(expressions::node));
    }
  }

  private void syntax(JmesPathSyntaxException problem) {
    String expression = problem.expression();
    boolean number = BARE_NUMBER.matcher(expression).find();
    add(
        JMESPATH_SYNTAX,
        problem.problem() + ", at column " + (problem.offset() + 1) + " of " + expression,
        number ? "put numbers between backticks, such as `1`" : "correct the expression");
  }

  private void node(Expression node) {
    switch (node) {
      case Function function -> function(function);
      case Subexpression(Not(Expression operand, int offset), Expression right) -> not(operand);
      case IndexExpression(Not(Expression operand, int offset), Expression right) -> not(operand);
      case Comparison(var comparator, Expression left, Expression right) -> {
        quoted(left);
        quoted(right);
      }
      default -> {}
    }
  }

  private void not(Expression operand) {
    add(
        NOT_BINDS_TIGHTER,
        "'!' binds tighter than '.', so "
            + query.written()
            + " negates "
            + (operand instanceof Field field ? "'" + field.name() + "'" : "only its first part")
            + " and is always null",
        "write !( ) around the whole path");
  }

  private void function(Function function) {
    Optional<Signature> signature = Functions.named(function.name());
    if (signature.isEmpty()) {
      List<String> names = Functions.all().stream().map(Signature::name).toList();
      add(
          UNKNOWN_FUNCTION,
          "Kyverno has no function '"
              + function.name()
              + "'"
              + Nearest.question(function.name(), names),
          replacement(function.name()));
      return;
    }
    int given = function.arguments().size();
    if (!signature.get().takes(given)) {
      add(
          FUNCTION_ARITY,
          function.name() + " is called with " + arguments(given),
          "call it as " + signature.get());
    }
    function.arguments().forEach(this::quoted);
    arguments(function);
  }

  private static String arguments(int count) {
    return count + (count == 1 ? " argument" : " arguments");
  }

  private static String replacement(String name) {
    return switch (name) {
      case "concat" -> "join texts with join('', [a, b])";
      case "lower" -> "use to_lower";
      case "upper" -> "use to_upper";
      default -> "use one of Kyverno's functions";
    };
  }

  private void arguments(Function function) {
    for (Expression argument : function.arguments()) {
      if (ARITHMETIC.contains(function.name())
          && argument instanceof RawString text
          && MINUTES.matcher(text.value()).matches()) {
        add(
            MINUTES_ARE_MILLI,
            "'" + text.value() + "' is read as a quantity of thousandths, not as minutes",
            "write '" + text.value() + "0s'");
      }
      if (function.name().equals("merge") && mayBeNull(argument)) {
        add(
            MERGE_CAN_PANIC,
            "an argument of merge that is missing or null crashes Kyverno",
            "end every argument with || `{}`");
      }
      if (function.name().equals("to_string") && isLookUp(argument)) {
        add(
            MISSING_BECOMES_NULL_TEXT,
            query.written() + " is the text 'null' when its argument is missing",
            "write to_string(… || '')");
      }
    }
  }

  private static boolean mayBeNull(Expression argument) {
    return !Misses.of(argument).isEmpty()
        || argument instanceof IndexExpression
        || argument instanceof Pipe;
  }

  /** A missing part of an answer or of the object; the request itself is always there. */
  private boolean isLookUp(Expression argument) {
    List<String> path = Paths.whole(argument).orElse(List.of());
    if (path.isEmpty() || path.contains(Paths.ELEMENT)) {
      return false;
    }
    if (!query.readsContext()) {
      return true;
    }
    boolean field =
        path.size() == 5
            && path.subList(0, 3).equals(List.of("request", "object", "metadata"))
            && Set.of("labels", "annotations").contains(path.get(3));
    return field
        || path.size() > 1
            && query
                .scope()
                .entry(path.getFirst())
                .map(entry -> Shape.of(entry, query.scope()).mayLack(path.subList(1, path.size())))
                .orElse(false);
  }

  private void quoted(Expression operand) {
    if (operand instanceof Field field && query.isQuoted(field)) {
      add(
          TEXT_IN_DOUBLE_QUOTES,
          "\"" + field.name() + "\" in double quotes names a key",
          "write '" + field.name() + "'");
    }
  }

  private void add(LintId id, String problem, String repair) {
    problems.add(id, query.pointer(), rule.at(query.pointer()), problem, repair);
  }
}
