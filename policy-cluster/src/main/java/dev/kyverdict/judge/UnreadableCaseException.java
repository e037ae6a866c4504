package dev.kyverdict.judge;

/** A case that this judge cannot answer: it is no case, or asks what is not judged. */
final class UnreadableCaseException extends RuntimeException {

  UnreadableCaseException(String problem) {
    super(problem);
  }
}
