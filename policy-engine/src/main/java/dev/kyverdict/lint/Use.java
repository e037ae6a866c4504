package dev.kyverdict.lint;

/** What a part of a rule is for. */
enum Use {
  /** Part of a context entry. */
  LOOK_UP,
  /** A query on the answer or the value of a context entry, not on the context. */
  ANSWER,
  /** A precondition, of a rule, a target or an element of a loop. */
  PRECONDITION,
  /** A precondition of an element of a validate loop: an error skips the element. */
  LENIENT_PRECONDITION,
  /** A condition of {@code deny}. */
  DENY,
  /** The list that a loop goes over. */
  LIST,
  /** A patch. */
  PATCH,
  /** Which existing objects are changed. */
  TARGET,
  /** An object that is generated. */
  GENERATED,
  /** A pattern. */
  PATTERN,
  /** A message or a property of a report: Kyverno does without it when it fails. */
  MESSAGE,
  /** Something that the model keeps as it is. */
  OPAQUE;

  /** Whether what stands there decides what the rule does. */
  boolean decides() {
    return this != MESSAGE;
  }
}
