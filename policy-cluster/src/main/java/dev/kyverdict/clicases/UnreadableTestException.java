package dev.kyverdict.clicases;

/** A test that cannot be run as it stands. */
final class UnreadableTestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableTestException(String message) {
    super(message);
  }
}
