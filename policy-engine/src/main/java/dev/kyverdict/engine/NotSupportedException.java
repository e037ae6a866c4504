package dev.kyverdict.engine;

/** This engine does not know what Kyverno would do here: the text says what it does not judge. */
public final class NotSupportedException extends RuntimeException {

  /** What is not judged. */
  public NotSupportedException(String message) {
    super(message, null, false, false);
  }
}
