package dev.kyverdict.engine.explain;

import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.engine.admission.Response;

/**
 * What a client sees of a decision.
 *
 * @param allowed whether the request goes through
 * @param failed whether the webhook call fails
 * @param changed whether the object is changed
 * @param generated how many generate rules have work
 */
record Outcome(boolean allowed, boolean failed, boolean changed, long generated) {

  static Outcome of(Decision decision) {
    return new Outcome(
        decision.allowed(),
        decision.response() instanceof Response.WebhookFailed,
        !decision.patch().isEmpty(),
        decision.generated().size());
  }

  String text() {
    String made = generated > 0 ? ", something is generated" : "";
    if (failed) {
      return allowed
          ? "allowed although the webhook call fails, unchanged"
          : "denied because the webhook call fails";
    }
    return allowed ? "allowed, " + (changed ? "changed" : "unchanged") + made : "denied";
  }
}
