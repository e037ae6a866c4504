package dev.kyverdict.model;

import java.util.List;
import java.util.function.Consumer;

/** Label selectors that Kyverno hands to Kubernetes' own parser. */
final class SelectorChecks {

  private static final List<String> OPERATORS = List.of("In", "NotIn", "Exists", "DoesNotExist");

  private SelectorChecks() {}

  /** The selector of a match; one with a wildcard among its labels is not looked at. */
  static void ofMatch(Where where, Selector selector, Consumer<Problem> report) {
    if (hasWildcard(selector)) {
      return;
    }
    if (selector.matchLabels().isEmpty() && selector.matchExpressions().isEmpty()) {
      report.accept(
          where.error(
              "selector-empty", "asks for nothing", "name a label, or leave the selector out"));
    }
    selector
        .matchLabels()
        .forEach(
            (key, value) -> LabelChecks.label(where.at("matchLabels", key), key, value, report));
    for (int i = 0; i < selector.matchExpressions().size(); i++) {
      requirement(where.at("matchExpressions").at(i), selector.matchExpressions().get(i), report);
    }
  }

  private static boolean hasWildcard(Selector selector) {
    return selector.matchLabels().entrySet().stream()
        .anyMatch(label -> Wildcards.in(label.getKey()) || Wildcards.in(label.getValue()));
  }

  private static void requirement(
      Where where, Selector.Requirement requirement, Consumer<Problem> report) {
    String operator = requirement.operator();
    if (!OPERATORS.contains(operator)) {
      report.accept(
          where
              .at("operator")
              .error(
                  "selector-operator",
                  "'" + operator + "' is no operator of a label selector",
                  "write one of " + String.join(", ", OPERATORS)));
      return;
    }
    LabelChecks.label(where.at("key"), requirement.key(), "", report);
    boolean takesValues = operator.endsWith("In");
    if (takesValues == requirement.values().isEmpty()) {
      report.accept(
          where
              .at("values")
              .error(
                  "selector-values",
                  operator + (takesValues ? " needs values" : " takes no values"),
                  takesValues ? "add values" : "remove values"));
    }
    for (int i = 0; i < requirement.values().size(); i++) {
      LabelChecks.label(
          where.at("values").at(i), requirement.key(), requirement.values().get(i), report);
    }
  }
}
