package dev.kyverdict.engine;

/** A call hangs longer than the API server waits for the webhook. */
public final class WebhookTimeoutException extends RuntimeException {

  /** Which call hangs. */
  public WebhookTimeoutException(String message) {
    super(message, null, false, false);
  }
}
