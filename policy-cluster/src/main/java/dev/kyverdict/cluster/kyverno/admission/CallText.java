package dev.kyverdict.cluster.kyverno.admission;

import dev.kyverdict.engine.admission.Webhook;

/** How the API server names webhooks, and what it says when a call of one fails. */
final class CallText {

  private static final String SERVICE = "https://kyverno-svc.kyverno.svc:443";
  private static final String ADDRESS = "10.96.83.118:443";
  private static final int USUAL_SECONDS = 10;

  private final String name;
  private final String path;
  private final int seconds;

  private CallText(String name, String path, int seconds) {
    this.name = name;
    this.path = path;
    this.seconds = seconds;
  }

  /** Of a webhook for objects. */
  static CallText of(Webhook webhook, boolean mutating) {
    String verb = mutating ? "mutate" : "validate";
    return new CallText(
        verb + ".kyverno.svc-" + webhook.suffix(),
        "/" + verb + "/" + webhook.path(),
        WebhookRules.seconds(webhook, mutating));
  }

  /** Of the webhook for policies. */
  static CallText ofPolicies(boolean mutating) {
    String verb = mutating ? "mutate" : "validate";
    return new CallText(verb + "-policy.kyverno.svc", "/policy" + verb, USUAL_SECONDS);
  }

  /** Of the webhooks for entries of the global context and for exceptions. */
  static CallText ofEntries(String path) {
    return new CallText("kyverno-svc.kyverno.svc", path, USUAL_SECONDS);
  }

  private String url() {
    return SERVICE + path + "?timeout=" + seconds + "s";
  }

  String path() {
    return path;
  }

  /** After which the API server gives up. */
  int seconds() {
    return seconds;
  }

  String name() {
    return name;
  }

  String denied(String message) {
    return "admission webhook \"%s\" denied the request: %s".formatted(name, message);
  }

  /** Nobody listens. */
  String refused() {
    return failed(
        "failed to call webhook: Post \"%s\": dial tcp %s: connect: connection refused"
            .formatted(url(), ADDRESS));
  }

  /** No answer in time. */
  String late() {
    return failed(
        "failed to call webhook: Post \"%s\": context deadline exceeded".formatted(url()));
  }

  /** The handler panics: Go's server closes the connection. */
  String broken() {
    return failed("failed to call webhook: Post \"%s\": EOF".formatted(url()));
  }

  private String failed(String reason) {
    return "Internal error occurred: failed calling webhook \"%s\": %s".formatted(name, reason);
  }
}
