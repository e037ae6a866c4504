package dev.kyverdict.engine.conditions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.substitution.Scope;
import dev.kyverdict.model.Conditions;
import dev.kyverdict.model.Conditions.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CompiledConditionsTest {

  private static final Condition TRUE = condition("'a'", "Equals", "'a'", "true");
  private static final Condition FALSE = condition("'a'", "Equals", "'b'", "false");
  private static final Condition OTHER = condition("'b'", "Equals", "'c'", "other");
  private static final Condition MISSING = condition("'{{ missing }}'", "Equals", "1", "missing");

  @Test
  void holds_without_conditions() {
    assertThat(evaluate(Conditions.AnyAll.NONE)).isEqualTo(Verdict.ALWAYS);
  }

  @Test
  void does_not_hold_with_an_empty_any() {
    assertThat(evaluate(anyAll(List.of(), List.of())).holds()).isFalse();
  }

  @Test
  void does_not_look_behind_the_deciding_condition() {
    Verdict verdict = evaluate(anyAll(List.of(FALSE, TRUE, MISSING), List.of(FALSE, MISSING)));
    assertThat(verdict.holds()).isFalse();
    assertThat(verdict.message()).isEqualTo("false; false");
    assertThat(verdict.looked())
        .extracting(Compared::list, Compared::index, Compared::holds)
        .containsExactly(tuple("any", 0, false), tuple("any", 1, true), tuple("all", 0, false));
  }

  @Test
  void looks_at_all_even_if_any_is_false() {
    CompiledConditions conditions =
        CompiledConditions.of(anyAll(List.of(FALSE, OTHER), List.of(MISSING)));
    List<Compared> looked = new ArrayList<>();
    assertThatThrownBy(() -> conditions.evaluate(scope(), looked::add))
        .isInstanceOf(EvaluationException.class)
        .hasMessageStartingWith("failed to substitute variables in condition key: ")
        .hasMessageContaining("Unknown key \"missing\" in path");
    assertThat(looked).hasSize(2);
  }

  @Test
  void joins_the_messages_of_the_conditions_that_decided() {
    assertThat(evaluate(new Conditions.Listed(List.of(TRUE, TRUE))).message())
        .isEqualTo("true;true");
    assertThat(evaluate(anyAll(List.of(FALSE, TRUE), List.of(TRUE))).message())
        .isEqualTo("true; true");
    assertThat(Verdict.notMet(evaluate(anyAll(List.of(FALSE, OTHER), List.of()))))
        .isEqualTo("preconditions not met; false; other");
  }

  @Test
  void tells_integers_of_the_policy_from_numbers_of_variables() {
    assertThat(holds("'{{ list }}'", "Equals", "[1]")).isFalse();
    assertThat(holds("[1]", "Equals", "[1]")).isTrue();
    assertThat(holds("[1]", "Equals", "[1.0]")).isFalse();
    assertThat(holds("'{{ one }}'", "Equals", "1")).isTrue();
  }

  @Test
  void resolves_variables_before_it_looks_for_the_operator() {
    assertThatThrownBy(() -> holds("'{{ missing }}'", "Is", "1"))
        .hasMessageContaining("Unknown key");
    assertThatThrownBy(() -> holds("1", "Is", "'{{ missing }}'"))
        .hasMessageStartingWith("failed to substitute variables in condition value: ");
    assertThatThrownBy(() -> holds("1", "", "1"))
        .hasMessage("failed to create handler for condition operator: %!w(<nil>)");
  }

  private static boolean holds(String key, String operator, String value) {
    return evaluate(new Conditions.Listed(List.of(condition(key, operator, value, "")))).holds();
  }

  private static Verdict evaluate(Conditions conditions) {
    return CompiledConditions.of(conditions).evaluate(scope());
  }

  private static Conditions anyAll(List<Condition> any, List<Condition> all) {
    return new Conditions.AnyAll(Optional.of(any), Optional.of(all));
  }

  private static Condition condition(String key, String operator, String value, String message) {
    return new Condition(read(key), operator, read(value), Optional.of(message));
  }

  private static Scope scope() {
    return new Scope() {
      @Override
      public JsonNode query(String expression) {
        return switch (expression) {
          case "list" -> read("[1.0]");
          case "one" -> read("1.0");
          default -> throw new EvaluationException("Unknown key \"" + expression + "\" in path");
        };
      }

      @Override
      public boolean deleting() {
        return false;
      }
    };
  }

  private static JsonNode read(String json) {
    return JsonMapper.shared().readTree(json.replace('\'', '"'));
  }
}
