package dev.kyverdict.dsl;

import dev.kyverdict.model.Conditions;
import dev.kyverdict.model.Conditions.Condition;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Words for conditions. */
abstract class ConditionWords extends ContextWords {

  ConditionWords() {}

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** {@code any}: one of these conditions suffices. */
  public static Conditions.AnyAll any(Condition first, Condition... more) {
    return new Conditions.AnyAll(Optional.of(listOf(first, more)), Optional.empty());
  }

  /** {@code all}: each of these conditions must hold. */
  public static Conditions.AnyAll all(Condition first, Condition... more) {
    return new Conditions.AnyAll(Optional.empty(), Optional.of(listOf(first, more)));
  }

  /** {@code key} Equals {@code value}. */
  public static Condition isEqual(Template key, String value) {
    return condition(key, "Equals", JSON.stringNode(value));
  }

  /** {@code key} Equals {@code value}. */
  public static Condition isEqual(Template key, boolean value) {
    return condition(key, "Equals", JSON.booleanNode(value));
  }

  /** {@code key} Equals another expression's value. */
  public static Condition isEqual(Template key, Template value) {
    return condition(key, "Equals", JSON.stringNode(value.template()));
  }

  /** {@code key} NotEquals {@code value}; a null key is not unequal to anything. */
  public static Condition isNot(Template key, String value) {
    return condition(key, "NotEquals", JSON.stringNode(value));
  }

  /** {@code key} NotEquals another expression's value. */
  public static Condition isNot(Template key, Template value) {
    return condition(key, "NotEquals", JSON.stringNode(value.template()));
  }

  /** {@code key} AnyIn {@code values}, wildcards in both. */
  public static Condition isAnyOf(Template key, List<String> values) {
    return condition(key, "AnyIn", strings(values));
  }

  /** {@code key} GreaterThan {@code value}: numbers, durations, quantities or versions. */
  public static Condition isGreaterThan(Template key, String value) {
    return condition(key, "GreaterThan", JSON.stringNode(value));
  }

  /** {@code key} LessThan {@code value}: numbers, durations, quantities or versions. */
  public static Condition isLessThan(Template key, String value) {
    return condition(key, "LessThan", JSON.stringNode(value));
  }

  /** Any condition: an operator of {@link Conditions#OPERATORS}, any value. */
  public static Condition condition(Template key, String operator, JsonNode value) {
    return new Condition(JSON.stringNode(key.template()), operator, value, Optional.empty());
  }

  /** A list of texts. */
  public static ArrayNode strings(List<String> values) {
    ArrayNode list = JSON.arrayNode();
    values.forEach(list::add);
    return list;
  }
}
