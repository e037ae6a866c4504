package dev.kyverdict.engine.match;

/** Whether a policy gets to see a request. */
public sealed interface Sighting {

  /** It does. */
  record Seen() implements Sighting {}

  /**
   * It does not, and the request passes by it.
   *
   * @param cause why
   * @param text the same for people
   */
  record NotSeen(Cause cause, String text) implements Sighting {}

  /**
   * The API server refuses the request before it asks Kyverno: a match condition has no value, and
   * the webhook is one that fails.
   *
   * @param text what is wrong
   */
  record Refused(String text) implements Sighting {}

  /** Why a policy sees nothing. */
  enum Cause {
    /** {@code admission: false}. */
    NO_ADMISSION,
    /** No rule of the policy does such work. */
    NO_RULE,
    /** The API server never asks webhooks about configurations of webhooks. */
    EXEMPT,
    /** No rule names the kind. */
    KIND,
    /** No rule registers the operation for the kind. */
    OPERATION,
    /** The object is in no namespace, or a Policy is in another one. */
    NAMESPACE,
    /** The webhooks' {@code namespaceSelector} in Kyverno's ConfigMap. */
    NAMESPACE_SELECTOR,
    /** The webhooks' {@code objectSelector} in Kyverno's ConfigMap. */
    OBJECT_SELECTOR,
    /** A match condition is false. */
    MATCH_CONDITION
  }

  /** Whether it does. */
  default boolean seen() {
    return this instanceof Seen;
  }
}
