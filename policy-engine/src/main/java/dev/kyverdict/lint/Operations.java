package dev.kyverdict.lint;

import dev.kyverdict.model.Conditions;
import dev.kyverdict.model.Conditions.AnyAll;
import dev.kyverdict.model.Conditions.Condition;
import dev.kyverdict.model.Conditions.Listed;
import dev.kyverdict.model.Match.Filter;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.model.Mutate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** About which operations a rule is asked, and on which it acts. */
final class Operations {

  private static final Pattern OPERATION =
      Pattern.compile("\\{\\{\\s*request\\.operation\\s*(?:\\|\\|[^{}]*)?\\}\\}");

  private static final Set<String> IS = Set.of("Equals", "Equal", "In", "AnyIn", "AllIn");

  private static final Set<String> IS_NOT =
      Set.of("NotEquals", "NotEqual", "NotIn", "AnyNotIn", "AllNotIn");

  private Operations() {}

  /** What {@code match} lets through; what Kyverno's webhooks receive when it says nothing. */
  static Set<Operation> asked(RuleView rule) {
    Set<Operation> unsaid =
        rule.action() instanceof Mutate
            ? EnumSet.of(Operation.CREATE, Operation.UPDATE)
            : EnumSet.allOf(Operation.class);
    Set<Operation> asked = EnumSet.noneOf(Operation.class);
    for (Filter filter : rule.rule().match().filters()) {
      List<Operation> operations = filter.resources().operations();
      asked.addAll(operations.isEmpty() ? unsaid : operations);
    }
    return asked;
  }

  /** Whether any filter lists operations. */
  static boolean areListed(RuleView rule) {
    return rule.rule().match().filters().stream()
        .anyMatch(filter -> !filter.resources().operations().isEmpty());
  }

  /** Whether the rule may act on an operation, as far as match and preconditions say. */
  static boolean mayActOn(RuleView rule, Operation operation) {
    return asked(rule).contains(operation)
        && !isExcluded(rule, operation)
        && rule.rule().preconditions().map(block -> mayHold(block, operation)).orElse(true);
  }

  /** Whether {@code exclude} names nothing but operations and kinds, and this one is among them. */
  private static boolean isExcluded(RuleView rule, Operation operation) {
    Predicate<Filter> plain =
        filter ->
            filter.resources().operations().contains(operation)
                && filter.resources().names().isEmpty()
                && filter.resources().namespaces().isEmpty()
                && filter.resources().selector().isEmpty()
                && filter.resources().namespaceSelector().isEmpty()
                && filter.resources().annotations().isEmpty()
                && filter.subjects().isEmpty()
                && filter.roles().isEmpty()
                && filter.clusterRoles().isEmpty();
    return rule.rule().exclude().all().isEmpty()
        && rule.rule().exclude().filters().stream().anyMatch(plain);
  }

  /** Whether conditions may hold for an operation. */
  static boolean mayHold(Conditions block, Operation operation) {
    Predicate<Condition> may = condition -> mayHold(condition, operation);
    return switch (block) {
      case Listed list -> list.conditions().stream().allMatch(may);
      case AnyAll both ->
          both.all().orElse(List.of()).stream().allMatch(may)
              && both.any().map(any -> any.stream().anyMatch(may)).orElse(true);
    };
  }

  static boolean mayHold(Condition condition, Operation operation) {
    if (!isAboutOperation(condition) || !isKnown(condition.value())) {
      return true;
    }
    boolean among =
        condition.value().isArray()
            ? condition.value().valueStream().anyMatch(value -> matches(value, operation))
            : matches(condition.value(), operation);
    return !(IS.contains(condition.operator()) && !among
        || IS_NOT.contains(condition.operator()) && among);
  }

  /** Whether the key of a condition is the operation. */
  static boolean isAboutOperation(Condition condition) {
    return condition.key().isString()
        && OPERATION.matcher(condition.key().stringValue().trim()).matches();
  }

  private static boolean isKnown(JsonNode value) {
    return value.isString()
        ? !value.stringValue().contains("{{")
        : value.isArray() && value.valueStream().allMatch(Operations::isKnown);
  }

  private static boolean matches(JsonNode pattern, Operation operation) {
    return Wildcard.matches(pattern.stringValue(), operation.name());
  }
}
