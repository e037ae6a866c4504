package dev.kyverdict.values;

/**
 * Kyverno's code would panic here. Nothing in Kyverno recovers: in the mutating webhook the call
 * fails, in the others the process ends.
 */
public final class GoPanicException extends RuntimeException {

  /** A panic with the text that Go would print. */
  public GoPanicException(String message) {
    super(message, null, false, false);
  }
}
