package dev.kyverdict.explore;

import dev.kyverdict.engine.ClusterReader.Answer;
import dev.kyverdict.world.kube.Trees;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * How the API fails one look-up of an admission: every class of answer that is not the true one.
 * That an object is there, is not there, has no image, one called {@code null} or one that is a
 * claim are states, and so true answers.
 */
enum Strike {
  /** 403: a right is missing. */
  FORBIDDEN,
  /** 404: the kind is not served, or the object is said to be missing. */
  NOT_FOUND,
  /** An empty object in place of a list or of an object. */
  NOTHING,
  /** 500. */
  BROKEN,
  /** 503. */
  UNAVAILABLE,
  /** No answer in time. */
  TIMED_OUT,
  /** Nobody listens. */
  REFUSED,
  /** 200, and no JSON. */
  GARBAGE,
  /** 200, and no body. */
  BLANK,
  /** Nothing ever comes, and the webhook's time is over first. */
  HANGS;

  Answer answer() {
    return switch (this) {
      case FORBIDDEN -> status(403, "Forbidden");
      case NOT_FOUND -> status(404, "NotFound");
      case NOTHING -> new Answer.Json(200, Trees.object());
      case BROKEN -> status(500, "InternalError");
      case UNAVAILABLE -> status(503, "ServiceUnavailable");
      case TIMED_OUT -> new Answer.TimedOut();
      case REFUSED -> new Answer.Refused();
      case GARBAGE -> new Answer.Text(200, "<html>not JSON</html>");
      case BLANK -> new Answer.Text(200, "");
      case HANGS -> new Answer.Hangs();
    };
  }

  private static Answer status(int code, String reason) {
    JsonNode body =
        Trees.object()
            .put("kind", "Status")
            .put("apiVersion", "v1")
            .put("status", "Failure")
            .put("message", reason)
            .put("reason", reason)
            .put("code", code);
    return new Answer.Json(code, body);
  }

  /** In words. */
  String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
