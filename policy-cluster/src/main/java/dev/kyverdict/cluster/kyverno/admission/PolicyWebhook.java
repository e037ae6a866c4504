package dev.kyverdict.cluster.kyverno.admission;

import dev.kyverdict.cluster.kyverno.Api;
import dev.kyverdict.cluster.kyverno.Policies;
import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.policies.PolicyAdmission;
import dev.kyverdict.engine.policies.PolicyCluster;
import dev.kyverdict.engine.policies.PolicyVerdict;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.values.GoNumbers;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The webhook for policies themselves ({@code pkg/webhooks/policy/handlers.go}). */
final class PolicyWebhook {

  private static final String DEPRECATED =
      "%s %s is deprecated and will be removed in a future release; migrate to %s"
          + " (policies.kyverno.io), see https://kyverno.io/docs/guides/migration-to-cel/";

  private final Api api;

  PolicyWebhook(Api api) {
    this.api = api;
  }

  /** Whether a request is about a policy that comes or changes. */
  static boolean concerns(AdmissionRequest request) {
    return Policies.watches(request.parent().group(), request.parent().kind())
        && request.subResource().isEmpty()
        && (request.operation() == Operation.CREATE || request.operation() == Operation.UPDATE);
  }

  Outcome judge(AdmissionRequest request, CallText text, List<String> warnings) {
    JsonNode policy = GoNumbers.integers(request.object());
    JsonNode old = GoNumbers.integers(request.oldObject());
    PolicyVerdict verdict = judge(policy, old);
    Optional<String> refusal = verdict.decode().or(() -> verdict.errors().stream().findFirst());
    if (verdict.decode().isEmpty()) {
      warnings.addAll(verdict.warnings());
      warnings.add(deprecated(request));
    }
    return refusal
        .map(message -> new Outcome(400, text.denied(message), false))
        .orElse(new Outcome(0, "", false));
  }

  /** What the API server serves may have changed: Kyverno looks once more before it refuses. */
  private PolicyVerdict judge(JsonNode policy, JsonNode old) {
    PolicyVerdict first = judged(policy, old);
    if (first.errors().isEmpty()) {
      return first;
    }
    api.kinds().forget();
    return judged(policy, old);
  }

  private PolicyVerdict judged(JsonNode policy, JsonNode old) {
    PolicyCluster cluster =
        new PolicyCluster(
            api.kinds().clusterWide(api.cluster(), api.account()), true, Optional.empty());
    return new PolicyAdmission(cluster, new ClusterAccess(api))
        .judge(policy, Policies.read(policy), old.isObject() ? Optional.of(old) : Optional.empty());
  }

  /** {@code pkg/deprecations/deprecations.go}. */
  static String deprecated(AdmissionRequest request) {
    String kind = request.kind().kind();
    String instead =
        switch (kind) {
          case "ClusterPolicy" ->
              "ValidatingPolicy, MutatingPolicy, GeneratingPolicy or ImageValidatingPolicy";
          case "PolicyException" -> "PolicyException";
          default -> "NamespacedValidatingPolicy and the other namespaced policy types";
        };
    return DEPRECATED.formatted(request.kind().apiVersion(), kind, instead);
  }
}
