package dev.kyverdict.referee;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The ways in which a call does not give what was asked for. */
enum Failure {
  /** Who asks may not. */
  FORBIDDEN(403),
  /** The CRD is not served, or the path is wrong. */
  NOT_FOUND(404),
  /** Too many requests. */
  TOO_MANY(429),
  /** The API server erred. */
  SERVER_ERROR(500),
  /** An aggregated API is down. */
  UNAVAILABLE(503),
  /** No answer in time. */
  TIMEOUT("error", "timeout"),
  /** No connection. */
  REFUSED("error", "refused"),
  /** A good status and no JSON. */
  GARBAGE("raw", "<html>"),
  /** A good status and nothing. */
  EMPTY("raw", "");

  private final ObjectNode answer = JsonNodeFactory.instance.objectNode();

  Failure(int status) {
    answer.put("status", status);
  }

  Failure(String field, String value) {
    answer.put(field, value);
  }

  /** What the scripted API answers. */
  ObjectNode answer() {
    return answer.deepCopy();
  }

  /** Whether Kyverno counts it as a failed call, for which a default stands in. */
  boolean isFailedCall() {
    return this != GARBAGE && this != EMPTY;
  }
}
