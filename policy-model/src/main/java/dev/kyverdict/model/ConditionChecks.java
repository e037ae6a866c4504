package dev.kyverdict.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Preconditions and deny conditions: what they must name, operators, {@code request.operation}. */
final class ConditionChecks {

  private static final Set<String> OPERATIONS = Set.of("CREATE", "UPDATE", "DELETE", "CONNECT");

  private ConditionChecks() {}

  /** Conditions of a rule or of its deny, which must be complete. */
  static void ofRule(Where where, Conditions conditions, Consumer<Problem> report) {
    walk(
        where,
        conditions,
        (at, condition) -> {
          complete(at, condition, report);
          if (!condition.operator().isEmpty()) {
            operator(at, condition, report);
          }
          operation(at, condition, report);
        });
  }

  /** Preconditions of an outermost loop; there the schema knows neither Equal nor NotEqual. */
  static void ofLoop(Where where, Conditions conditions, Consumer<Problem> report) {
    walk(
        where,
        conditions,
        (at, condition) -> {
          operator(at, condition, report);
          inLoop(at.at("operator"), condition.operator(), report);
        });
  }

  private static void inLoop(Where where, String operator, Consumer<Problem> report) {
    if (operator.equals("Equal") || operator.equals("NotEqual")) {
      report.accept(
          where.error(
              "condition-operator-in-loop",
              "the schema knows no operator '" + operator + "' in a foreach",
              "write " + operator + "s"));
    }
  }

  /** Conditions of which only the operators are looked at: deny of a loop, loops inside loops. */
  static void operators(Where where, Conditions conditions, Consumer<Problem> report) {
    walk(where, conditions, (at, condition) -> operator(at, condition, report));
  }

  /** Preconditions of a generate loop, which the schema alone looks at. */
  static void inSchema(Where where, Conditions conditions, Consumer<Problem> report) {
    walk(
        where,
        conditions,
        (at, condition) -> {
          if (!condition.operator().isEmpty()) {
            operator(at, condition, report);
            inLoop(at.at("operator"), condition.operator(), report);
          }
        });
  }

  private static void walk(Where where, Conditions conditions, Visitor visitor) {
    switch (conditions) {
      case Conditions.AnyAll(var any, var all) -> {
        any.ifPresent(list -> each(where.at("any"), list, visitor));
        all.ifPresent(list -> each(where.at("all"), list, visitor));
      }
      case Conditions.Listed(var list) -> each(where, list, visitor);
    }
  }

  private static void each(Where where, List<Conditions.Condition> list, Visitor visitor) {
    for (int i = 0; i < list.size(); i++) {
      visitor.visit(where.at(i), list.get(i));
    }
  }

  private static void complete(
      Where where, Conditions.Condition condition, Consumer<Problem> report) {
    List<String> missing = new ArrayList<>();
    if (absent(condition.key())) {
      missing.add("key");
    }
    if (condition.operator().isEmpty()) {
      missing.add("operator");
    }
    if (absent(condition.value())) {
      missing.add("value");
    }
    if (!missing.isEmpty()) {
      String names = String.join(" and ", missing);
      report.accept(
          where.error("condition-incomplete", "has no " + names, "add " + names + ", not null"));
    }
  }

  private static boolean absent(JsonNode node) {
    return node.isNull() || node.isMissingNode();
  }

  private static void operator(
      Where where, Conditions.Condition condition, Consumer<Problem> report) {
    String operator = condition.operator();
    if (!Conditions.OPERATORS.contains(operator)) {
      report.accept(noOperator(where.at("operator"), operator));
    }
  }

  static Problem noOperator(Where where, String operator) {
    return where.error(
        "condition-operator",
        "'" + operator + "' is no operator",
        "write one of " + String.join(", ", Conditions.OPERATORS));
  }

  private static void operation(
      Where where, Conditions.Condition condition, Consumer<Problem> report) {
    JsonNode key = condition.key();
    if (!key.isString() || !key.stringValue().replace(" ", "").equals("{{request.operation}}")) {
      return;
    }
    JsonNode value = condition.value();
    if (value.isString() && !isVariable(value.stringValue())) {
      known(where.at("value"), value, report);
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        known(where.at("value").at(i), value.get(i), report);
      }
    } else if (!value.isString() && !absent(value)) {
      known(where.at("value"), value, report);
    }
  }

  private static boolean isVariable(String text) {
    return text.length() >= 4 && text.startsWith("{{") && text.endsWith("}}");
  }

  private static void known(Where where, JsonNode value, Consumer<Problem> report) {
    if (!value.isString() || !OPERATIONS.contains(value.stringValue())) {
      report.accept(
          where.error(
              "condition-request-operation",
              "request.operation is never " + value,
              "compare it with CREATE, UPDATE, DELETE or CONNECT"));
    }
  }

  /** One of the ways to look at conditions. */
  interface Check {
    void of(Where where, Conditions conditions, Consumer<Problem> report);
  }

  /** Looks at one condition. */
  private interface Visitor {
    void visit(Where where, Conditions.Condition condition);
  }
}
