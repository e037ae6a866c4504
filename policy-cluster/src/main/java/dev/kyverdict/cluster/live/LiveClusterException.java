package dev.kyverdict.cluster.live;

/** The real cluster does not do what it must; the message names its folder with the logs. */
public final class LiveClusterException extends RuntimeException {

  private static final long serialVersionUID = 1;

  LiveClusterException(String message) {
    super(message);
  }

  LiveClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
