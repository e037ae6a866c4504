package dev.kyverdict.lint;

import static dev.kyverdict.lint.TextLint.COMPARISON_PARSES_AS_QUANTITY;
import static dev.kyverdict.lint.TextLint.CONDITION_IS_CONSTANT;
import static dev.kyverdict.lint.TextLint.EMPTY_ANY;
import static dev.kyverdict.lint.TextLint.INTEGERS_IN_LITERAL;
import static dev.kyverdict.lint.TextLint.NULL_KEY_COMPARISON;
import static dev.kyverdict.lint.TextLint.OPERATION_NEVER_SEEN;

import dev.kyverdict.jmespath.Expression;
import dev.kyverdict.jmespath.Expression.IndexExpression;
import dev.kyverdict.jmespath.Expression.Pipe;
import dev.kyverdict.jmespath.Expression.Subexpression;
import dev.kyverdict.lint.Query.Form;
import dev.kyverdict.model.Conditions;
import dev.kyverdict.model.Conditions.AnyAll;
import dev.kyverdict.model.Conditions.Condition;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Conditions of a rule. */
final class Comparisons {

  private static final Set<String> EQUALITY = Set.of("Equals", "Equal", "NotEquals", "NotEqual");

  private static final Set<String> NEGATIVE =
      Set.of("NotEquals", "NotEqual", "NotIn", "AnyNotIn", "AllNotIn");

  private static final Pattern NUMERIC_WILDCARD = Pattern.compile("[\\d.]*[*?]+[\\d.*?]*");

  private Comparisons() {}

  static void check(RuleView rule, Problems problems) {
    rule.parts().blocks().forEach(block -> emptyAny(rule, block, problems));
    for (Placed<Condition> placed : rule.parts().conditions()) {
      constant(rule, placed, problems);
      values(rule, placed, problems);
    }
    rule.preconditions().forEach(placed -> operation(rule, placed, problems));
    rule.queries().forEach(query -> nullable(rule, query, problems));
  }

  private static void emptyAny(RuleView rule, Placed<Conditions> placed, Problems problems) {
    if (placed.value() instanceof AnyAll both
        && both.any().filter(list -> list.isEmpty()).isPresent()) {
      problems.add(
          EMPTY_ANY,
          placed.pointer() + "/any",
          rule.at(placed.pointer()),
          "an empty 'any' is false, so the conditions never hold",
          "leave 'any' out");
    }
  }

  private static void constant(RuleView rule, Placed<Condition> placed, Problems problems) {
    Condition condition = placed.value();
    if (!condition.key().isNull()
        && !holdsBraces(condition.key())
        && !holdsBraces(condition.value())) {
      problems.add(
          CONDITION_IS_CONSTANT,
          placed.pointer() + "/key",
          rule.at(placed.pointer()),
          "key " + condition.key() + " is no variable, so every request is decided alike",
          "write the key as \"{{ … }}\"");
    }
  }

  private static boolean holdsBraces(JsonNode value) {
    return value.isString()
        ? value.stringValue().contains("{{") || value.stringValue().contains("$(")
        : value.valueStream().anyMatch(Comparisons::holdsBraces);
  }

  private static void values(RuleView rule, Placed<Condition> placed, Problems problems) {
    Condition condition = placed.value();
    if (!EQUALITY.contains(condition.operator()) || !holdsBraces(condition.key())) {
      return;
    }
    JsonNode value = condition.value();
    if (value.isString() && NUMERIC_WILDCARD.matcher(value.stringValue()).matches()) {
      problems.add(
          COMPARISON_PARSES_AS_QUANTITY,
          placed.pointer() + "/value",
          rule.at(placed.pointer()),
          "a key that reads as a number is not compared with the wildcard '"
              + value.stringValue()
              + "'",
          "compare with NotEquals \"\", or with AnyIn and a list");
    }
    if (value.isContainer() && holdsInteger(value)) {
      problems.add(
          INTEGERS_IN_LITERAL,
          placed.pointer() + "/value",
          rule.at(placed.pointer()),
          "whole numbers written in a list or object equal none that a variable gives",
          "compare texts, or single numbers");
    }
  }

  private static boolean holdsInteger(JsonNode value) {
    return value.isIntegralNumber() || value.valueStream().anyMatch(Comparisons::holdsInteger);
  }

  private static void operation(RuleView rule, Placed<Condition> placed, Problems problems) {
    Condition condition = placed.value();
    boolean alternative = placed.pointer().contains("/preconditions/any/");
    if (Operations.isAboutOperation(condition)
        && !alternative
        && Operations.asked(rule).stream()
            .noneMatch(operation -> Operations.mayHold(condition, operation))) {
      problems.add(
          OPERATION_NEVER_SEEN,
          placed.pointer(),
          rule.at(placed.pointer()),
          "the rule is asked about "
              + Operations.asked(rule)
              + " only, and the condition holds for"
              + " none of them",
          "add the operation to match, or drop the condition");
    }
  }

  private static void nullable(RuleView rule, Query query, Problems problems) {
    boolean condition = query.use() == Use.PRECONDITION || query.use() == Use.DENY;
    if (!condition || query.form() != Form.WHOLE || !query.pointer().endsWith("/key")) {
      return;
    }
    boolean negative =
        rule.parts().conditions().stream()
            .filter(placed -> query.pointer().equals(placed.pointer() + "/key"))
            .anyMatch(placed -> NEGATIVE.contains(placed.value().operator()));
    if (negative && query.expression().filter(Comparisons::mayBeNull).isPresent()) {
      problems.add(
          NULL_KEY_COMPARISON,
          query.pointer(),
          rule.at(query.pointer()),
          query.written() + " may be null, for which every comparison is false",
          "write {{ " + query.text() + " || '' }}");
    }
  }

  /** Whether an expression gives null, without an error, where something is missing. */
  private static boolean mayBeNull(Expression expression) {
    return switch (expression) {
      case IndexExpression(Expression left, Expression.Index index) -> true;
      case Subexpression(Expression left, Expression.Field field) -> mayBeNull(left);
      case Subexpression(Expression left, Expression right) -> mayBeNull(right);
      case Pipe(Expression left, IndexExpression right) -> true;
      case Pipe(Expression left, Expression.Field right) -> true;
      default -> false;
    };
  }
}
