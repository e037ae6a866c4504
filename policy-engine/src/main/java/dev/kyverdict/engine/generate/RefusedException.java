package dev.kyverdict.engine.generate;

/** An API server does not do what a generate rule asks of it. */
public final class RefusedException extends RuntimeException {

  /** Why not. */
  public enum Reason {
    /** There is no such object, or no such kind. */
    NOT_FOUND,
    /** There is such an object. */
    ALREADY_EXISTS,
    /** Anything else. */
    OTHER
  }

  private static final long serialVersionUID = 1;

  private final Reason reason;

  /**
   * With the text of the API server.
   *
   * @param reason why not
   */
  public RefusedException(Reason reason, String text) {
    super(text, null, false, false);
    this.reason = reason;
  }

  /** Why not. */
  public Reason reason() {
    return reason;
  }

  /** The text of the API server. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
