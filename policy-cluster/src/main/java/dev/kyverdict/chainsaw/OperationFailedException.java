package dev.kyverdict.chainsaw;

/** An operation that did not do what the test wants. */
final class OperationFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OperationFailedException(String message) {
    super(message, null, false, false);
  }

  /** What went wrong, in chainsaw's words where it has some. */
  String text() {
    return String.valueOf(getMessage());
  }
}
