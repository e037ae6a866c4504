package dev.kyverdict.values;

/** Kyverno's code would not come to an end here. */
public final class EndlessException extends RuntimeException {

  /** What does not end. */
  public EndlessException(String message) {
    super(message, null, false, false);
  }
}
