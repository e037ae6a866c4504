package dev.kyverdict.cluster.kyverno.admission;

import dev.kyverdict.cluster.api.AdmissionWebhooks.Answer;
import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.admission.Response;
import dev.kyverdict.engine.admission.Webhook;
import dev.kyverdict.model.Spec.FailurePolicy;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What a call of a webhook comes to for the API server.
 *
 * @param code the HTTP status of a refusal; 0 when the request goes on
 * @param message the whole message of a refusal
 * @param failedOpen whether the call failed and that is ignored
 */
record Outcome(int code, String message, boolean failedOpen) {

  private static final Outcome GOES_ON = new Outcome(0, "", false);
  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int INTERNAL = 500;

  static Outcome of(Webhook webhook, CallText text, Response response) {
    return switch (response) {
      case Response.Allowed allowed -> GOES_ON;
      case Response.Denied(String message) -> new Outcome(BAD_REQUEST, text.denied(message), false);
      case Response.Undecided(String reason) ->
          new Outcome(INTERNAL, text.denied("not judged by this engine: " + reason), false);
      case Response.WebhookFailed(boolean open, var cause, String detail) ->
          switch (cause) {
            case CRASH -> failed(webhook, text.broken());
            case ENDLESS, TIMEOUT -> failed(webhook, text.late());
            case NOT_CALLED -> new Outcome(FORBIDDEN, detail, false);
          };
    };
  }

  /** Whether the API server waits until it gives up. */
  static boolean isAwaited(Response response) {
    return response instanceof Response.WebhookFailed(boolean open, var cause, String detail)
        && (cause == Response.WebhookFailed.Cause.TIMEOUT
            || cause == Response.WebhookFailed.Cause.ENDLESS);
  }

  /** A match condition has no value ({@code generic/webhook.go}). */
  static Outcome notCalled(AdmissionRequest request, String text) {
    String group = request.parent().group();
    String resource = request.resource() + (group.isEmpty() ? "" : "." + group);
    return new Outcome(
        FORBIDDEN, "%s \"%s\" is forbidden: %s".formatted(resource, request.name(), text), false);
  }

  /** Nobody listens. */
  static Outcome refused(Webhook webhook, CallText text) {
    return failed(webhook, text.refused());
  }

  private static Outcome failed(Webhook webhook, String message) {
    return webhook.failurePolicy() == FailurePolicy.IGNORE
        ? new Outcome(0, "", true)
        : new Outcome(INTERNAL, message, false);
  }

  boolean refuses() {
    return code != 0;
  }

  Answer answer(JsonNode object, List<String> warnings, Map<String, String> annotations) {
    return new Answer(code == 0, object, code == 0 ? 200 : code, message, warnings, annotations);
  }
}
