package dev.kyverdict.twice;

/** What a server that a test plays answers. */
sealed interface Answer {

  /**
   * An answer over HTTP.
   *
   * @param status the HTTP status
   * @param body the body
   */
  record Says(int status, String body) implements Answer {}

  /** Nothing, for longer than a webhook may take. */
  record Hangs() implements Answer {}

  /** A good answer. */
  static Answer ok(String body) {
    return new Says(200, body);
  }

  /** A failure as the API server's own. */
  static Answer failure(int status) {
    return new Says(
        status,
        """
        {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",\
        "message":"scripted","code":%d}\
        """
            .formatted(status));
  }
}
