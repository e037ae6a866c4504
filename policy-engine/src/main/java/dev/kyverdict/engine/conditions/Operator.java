package dev.kyverdict.engine.conditions;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a condition compares, as policies write it; the deprecated ones too. */
public enum Operator {
  /** The same as {@link #EQUALS}. */
  EQUAL("Equal"),
  /** {@code pkg/engine/variables/operator/equal.go}. */
  EQUALS("Equals"),
  /** The same as {@link #NOT_EQUALS}. */
  NOT_EQUAL("NotEqual"),
  /** {@code pkg/engine/variables/operator/notequal.go}. */
  NOT_EQUALS("NotEquals"),
  /** {@code pkg/engine/variables/operator/in.go}; deprecated. */
  IN("In"),
  /** {@code pkg/engine/variables/operator/anyin.go}. */
  ANY_IN("AnyIn"),
  /** {@code pkg/engine/variables/operator/allin.go}. */
  ALL_IN("AllIn"),
  /** {@code pkg/engine/variables/operator/notin.go}; deprecated. */
  NOT_IN("NotIn"),
  /** {@code pkg/engine/variables/operator/anynotin.go}. */
  ANY_NOT_IN("AnyNotIn"),
  /** {@code pkg/engine/variables/operator/allnotin.go}. */
  ALL_NOT_IN("AllNotIn"),
  /** {@code pkg/engine/variables/operator/numeric.go}. */
  GREATER_THAN_OR_EQUALS("GreaterThanOrEquals"),
  /** {@code pkg/engine/variables/operator/numeric.go}. */
  GREATER_THAN("GreaterThan"),
  /** {@code pkg/engine/variables/operator/numeric.go}. */
  LESS_THAN_OR_EQUALS("LessThanOrEquals"),
  /** {@code pkg/engine/variables/operator/numeric.go}. */
  LESS_THAN("LessThan"),
  /** {@code pkg/engine/variables/operator/duration.go}; deprecated. */
  DURATION_GREATER_THAN_OR_EQUALS("DurationGreaterThanOrEquals"),
  /** {@code pkg/engine/variables/operator/duration.go}; deprecated. */
  DURATION_GREATER_THAN("DurationGreaterThan"),
  /** {@code pkg/engine/variables/operator/duration.go}; deprecated. */
  DURATION_LESS_THAN_OR_EQUALS("DurationLessThanOrEquals"),
  /** {@code pkg/engine/variables/operator/duration.go}; deprecated. */
  DURATION_LESS_THAN("DurationLessThan");

  private static final Map<String, Operator> BY_LOWER_CASE =
      Stream.of(values())
          .collect(
              Collectors.toUnmodifiableMap(
                  operator -> operator.text.toLowerCase(Locale.ROOT), operator -> operator));

  private final String text;

  Operator(String text) {
    this.text = text;
  }

  /** The operator of a name, in upper or lower case. */
  public static Optional<Operator> find(String name) {
    return Optional.ofNullable(BY_LOWER_CASE.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The name as policies should write it. */
  @Override
  public String toString() {
    return text;
  }
}
