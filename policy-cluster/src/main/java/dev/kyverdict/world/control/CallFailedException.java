package dev.kyverdict.world.control;

import dev.kyverdict.cluster.Reply;

/** A call that did not do what it was to do: an error as Go's clients return it. */
public class CallFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  /** With the server's own message. */
  public CallFailedException(Reply reply) {
    this(reply.status(), reply.message());
  }

  /** Whatever else goes wrong. */
  public CallFailedException(String message) {
    this(0, message);
  }

  CallFailedException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  /** The HTTP status; 0 when there was none. */
  public int status() {
    return status;
  }

  /** What went wrong. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
