package dev.kyverdict.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** {@code preconditions} or {@code deny.conditions}. */
public sealed interface Conditions {

  /** Every condition, in the order in which Kyverno looks at them. */
  List<Condition> conditions();

  /**
   * {@code any} and {@code all}: both must hold. Absent differs from empty: an empty {@code any} is
   * false ({@code pkg/engine/variables/evaluate.go}), and neither at all is true.
   *
   * @param any {@code any}
   * @param all {@code all}
   */
  record AnyAll(Optional<List<Condition>> any, Optional<List<Condition>> all)
      implements Conditions {

    /** Says nothing; holds always. */
    public static final AnyAll NONE = new AnyAll(Optional.empty(), Optional.empty());

    /** Copies the lists. */
    public AnyAll {
      any = any.map(List::copyOf);
      all = all.map(List::copyOf);
    }

    @Override
    public List<Condition> conditions() {
      return Stream.concat(any.stream(), all.stream()).flatMap(List::stream).toList();
    }
  }

  /**
   * The older form: a plain list, of which all must hold.
   *
   * @param conditions the list
   */
  record Listed(List<Condition> conditions) implements Conditions {

    /** Copies the list. */
    public Listed {
      conditions = List.copyOf(conditions);
    }
  }

  /**
   * One comparison.
   *
   * @param key {@code key}: a variable or any value; the null node when absent
   * @param operator {@code operator}, as written
   * @param value {@code value}: any value; the null node when absent
   * @param message {@code message}: shown when the condition decides
   */
  record Condition(JsonNode key, String operator, JsonNode value, Optional<String> message) {

    /** Copies the trees. */
    public Condition {
      key = key.deepCopy();
      value = value.deepCopy();
    }
  }

  /** The operators of Kyverno 1.19, the deprecated ones too. */
  List<String> OPERATORS =
      List.of(
          "Equal",
          "Equals",
          "NotEqual",
          "NotEquals",
          "In",
          "AnyIn",
          "AllIn",
          "NotIn",
          "AnyNotIn",
          "AllNotIn",
          "GreaterThanOrEquals",
          "GreaterThan",
          "LessThanOrEquals",
          "LessThan",
          "DurationGreaterThanOrEquals",
          "DurationGreaterThan",
          "DurationLessThanOrEquals",
          "DurationLessThan");
}
