package dev.kyverdict.jmespath;

/** An expression that Kyverno cannot evaluate on some data; the message is Kyverno's. */
public final class JmesPathException extends RuntimeException {

  private final boolean notFound;

  private JmesPathException(String message, boolean notFound) {
    super(message, null, false, false);
    this.notFound = notFound;
  }

  /** Any error but a missing key. */
  static JmesPathException of(String message) {
    return new JmesPathException(message, false);
  }

  /** An object lacks a key, {@code NotFoundError} of the fork's {@code interpreter.go}. */
  static JmesPathException unknownKey(String key) {
    return new JmesPathException("Unknown key \"" + key + "\" in path", true);
  }

  /** Whether an object lacks a key that the expression selects. */
  public boolean notFound() {
    return notFound;
  }

  /** Kyverno's text. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
