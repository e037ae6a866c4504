package dev.kyverdict.engine.match;

/** Whether a policy is asked about a request at all. */
public sealed interface GateResult {

  /** It is; each rule then matches for itself. */
  record Open() implements GateResult {}

  /**
   * It is not, and yields nothing.
   *
   * @param cause why
   * @param text Kyverno's words
   */
  record Closed(Cause cause, String text) implements GateResult {}

  /** Why a policy yields nothing. */
  enum Cause {
    /** A Policy of another namespace. */
    NAMESPACE,
    /** {@code resourceFilters} of Kyverno's ConfigMap. */
    RESOURCE_FILTERS,
    /** {@code webhookConfiguration.matchConditions}: one is false or has no value. */
    MATCH_CONDITIONS
  }

  /** Whether it is. */
  default boolean open() {
    return this instanceof Open;
  }
}
