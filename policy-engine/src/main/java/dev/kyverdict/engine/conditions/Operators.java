package dev.kyverdict.engine.conditions;

import dev.kyverdict.engine.EvaluationException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Compares two values. Basis: {@code pkg/engine/variables/operator/operator.go}. */
public final class Operators {

  private static final Comparison NEVER = (key, value) -> false;

  private Operators() {}

  /**
   * Whether key and value are as the operator says.
   *
   * @throws EvaluationException when there is no such operator
   * @throws dev.kyverdict.values.GoPanicException where Kyverno panics
   */
  public static boolean evaluate(String operator, JsonNode key, JsonNode value) {
    return find(operator).orElseThrow(Operators::unknown).holds(key, value);
  }

  /** Kyverno's error for an operator that does not exist. */
  static EvaluationException unknown() {
    return new EvaluationException("failed to create handler for condition operator: %!w(<nil>)");
  }

  /** The comparison that an operator makes; empty when there is no such operator. */
  static Optional<Comparison> find(String name) {
    return Operator.find(name)
        .map(
            operator ->
                switch (operator) {
                  case EQUAL, EQUALS -> (Comparison) Equality::equal;
                  case NOT_EQUAL, NOT_EQUALS -> Equality::notEqual;
                  case IN -> DeprecatedMembership::in;
                  case NOT_IN -> DeprecatedMembership::notIn;
                  case ANY_IN -> Membership::anyIn;
                  case ALL_IN -> Membership::allIn;
                  case ANY_NOT_IN -> Membership::anyNotIn;
                  case ALL_NOT_IN -> Membership::allNotIn;
                  case GREATER_THAN_OR_EQUALS, GREATER_THAN, LESS_THAN_OR_EQUALS, LESS_THAN ->
                      spelled(operator, name, new Ordering(Order.of(operator)));
                  case DURATION_GREATER_THAN_OR_EQUALS,
                      DURATION_GREATER_THAN,
                      DURATION_LESS_THAN_OR_EQUALS,
                      DURATION_LESS_THAN ->
                      spelled(operator, name, new DurationOrdering(Order.of(operator)));
                });
  }

  /** Written in another case an ordering operator is found, but never holds. */
  private static Comparison spelled(Operator operator, String name, Comparison comparison) {
    return operator.toString().equals(name) ? comparison : NEVER;
  }

  /** One way to compare. */
  interface Comparison {

    /** Whether key and value are so. */
    boolean holds(JsonNode key, JsonNode value);
  }
}
