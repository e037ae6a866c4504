package dev.kyverdict.jmespath.functions;

/** An error of a function, in the words of Kyverno, of a library that it uses, or of Go. */
public final class FunctionException extends RuntimeException {

  /** An error with the whole text. */
  public FunctionException(String message) {
    super(message, null, false, false);
  }

  /** An error of Kyverno's own code, {@code pkg/engine/jmespath/error.go}. */
  public static FunctionException of(String function, String problem) {
    return new FunctionException("JMESPath function '" + function + "': " + problem);
  }

  /** The text. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
