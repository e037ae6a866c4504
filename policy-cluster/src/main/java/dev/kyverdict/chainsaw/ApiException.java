package dev.kyverdict.chainsaw;

import dev.kyverdict.cluster.Reply;

/** A refusal of the API server, or something that it does not know. */
final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean notFound;

  private ApiException(String message, boolean notFound) {
    super(message, null, false, false);
    this.notFound = notFound;
  }

  static ApiException of(Reply reply) {
    String reason = reply.body().path("reason").asString("");
    return new ApiException(reply.message(), reply.status() == 404 || reason.equals("NotFound"));
  }

  static ApiException of(String message) {
    return new ApiException(message, false);
  }

  /** Whether there is no such object; an unknown kind is something else. */
  boolean isNotFound() {
    return notFound;
  }

  /** The message of the status. */
  String text() {
    return String.valueOf(getMessage());
  }
}
