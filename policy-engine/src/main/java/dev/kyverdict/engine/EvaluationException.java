package dev.kyverdict.engine;

/** An error of a rule: Kyverno stops evaluating and reports the text. */
public final class EvaluationException extends RuntimeException {

  /** An error with Kyverno's text. */
  public EvaluationException(String message) {
    super(message, null, false, false);
  }

  /** The same error with a text before it, as Go's {@code fmt.Errorf("prefix: %w")}. */
  public EvaluationException within(String prefix) {
    return new EvaluationException(prefix + ": " + text());
  }

  /** Kyverno's text. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
