package dev.kyverdict.engine.conditions;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.conditions.Operators.Comparison;
import dev.kyverdict.engine.substitution.Scope;
import dev.kyverdict.engine.substitution.Template;
import dev.kyverdict.model.Conditions.Condition;
import dev.kyverdict.values.GoNumbers;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One comparison, its variables and its operator looked up. */
final class CompiledCondition {

  private final String list;
  private final int index;
  private final Condition source;
  private final Template key;
  private final Template value;
  private final Optional<Comparison> comparison;

  CompiledCondition(String list, int index, Condition source) {
    this.list = list;
    this.index = index;
    this.source = source;
    this.key = operand(source.key());
    this.value = operand(source.value());
    this.comparison = Operators.find(source.operator());
  }

  /** Upstream's messages are empty rather than absent. */
  String message() {
    return source.message().orElse("");
  }

  Compared evaluate(Scope scope) {
    JsonNode left = substitute("key", key, scope);
    JsonNode right = substitute("value", value, scope);
    boolean holds = comparison.orElseThrow(Operators::unknown).holds(left, right);
    return new Compared(list, index, source, left, right, holds);
  }

  /** A bare number is a float64; in lists and objects whole numbers are int64. */
  private static Template operand(JsonNode tree) {
    return tree.isNumber() ? Template.ofCondition(tree) : Template.of(GoNumbers.typed(tree));
  }

  private static JsonNode substitute(String what, Template operand, Scope scope) {
    try {
      return operand.substitute(scope);
    } catch (EvaluationException e) {
      throw e.within("failed to substitute variables in condition " + what);
    }
  }
}
