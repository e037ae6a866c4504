package dev.kyverdict.engine.admission;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.engine.context.CallRecord;
import dev.kyverdict.engine.context.PolicyContext;
import dev.kyverdict.model.Spec.FailurePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * One call of the validating webhook: rules that enforce decide, those that audit only report
 * ({@code pkg/webhooks/resource/validation/validation.go}).
 */
final class Validations {

  private final AdmissionRequest request;
  private final Optional<String> unreadable;
  private final Supplier<PolicyContext> contexts;
  private final List<RuleResult> rules;
  private final List<PolicyResponse> deciding;
  private final List<PolicyResponse> audited;
  private final List<CallRecord> calls;
  private final List<String> warnings;

  Validations(
      AdmissionRequest request,
      Optional<String> unreadable,
      Supplier<PolicyContext> contexts,
      List<RuleResult> rules,
      List<PolicyResponse> deciding,
      List<PolicyResponse> audited,
      List<CallRecord> calls,
      List<String> warnings) {
    this.request = request;
    this.unreadable = unreadable;
    this.contexts = contexts;
    this.rules = rules;
    this.deciding = deciding;
    this.audited = audited;
    this.calls = calls;
    this.warnings = warnings;
  }

  Optional<Response> run(Webhook webhook) {
    List<CompiledPolicy> enforce = new ArrayList<>();
    List<CompiledPolicy> warn = new ArrayList<>();
    List<CompiledPolicy> audit = new ArrayList<>();
    for (CompiledPolicy policy : webhook.policies()) {
      if (policy.validates() && webhook.own()) {
        enforce.add(policy);
      } else if (policy.validates()) {
        FailureActions.Split split =
            FailureActions.split(policy, request.namespace(), request.namespaceLabels());
        split.enforce().ifPresent(enforce::add);
        split.warn().ifPresent(warn::add);
        split.audit().ifPresent(audit::add);
      }
    }
    Optional<Response> refused = enforced(enforce, warn);
    if (refused.isEmpty() && unreadable.isEmpty() && !audit.isEmpty()) {
      ask(audit, contexts.get());
    }
    return refused;
  }

  private Optional<Response> enforced(List<CompiledPolicy> enforce, List<CompiledPolicy> warn) {
    if (enforce.isEmpty() && warn.isEmpty()) {
      return Optional.empty();
    }
    if (unreadable.isPresent()) {
      return Optional.of(
          new Response.Denied("failed to create policy context: " + unreadable.get()));
    }
    PolicyContext context = contexts.get();
    List<PolicyResponse> responses = new ArrayList<>();
    FailurePolicy failurePolicy = FailurePolicy.IGNORE;
    try {
      for (CompiledPolicy policy : enforce) {
        if (policy.failurePolicy() == FailurePolicy.FAIL) {
          failurePolicy = FailurePolicy.FAIL;
        }
        responses.add(ask(policy, context));
      }
      deciding.addAll(responses);
      List<PolicyResponse> warned = warn.stream().map(policy -> ask(policy, context)).toList();
      if (blocks(responses, failurePolicy, context.namespaceLabels())) {
        return Optional.of(new Response.Denied(message(responses)));
      }
      deciding.addAll(warned);
      responses.addAll(warned);
      responses.forEach(answer -> Warnings.of(answer, false, warnings));
      return Optional.empty();
    } finally {
      calls.addAll(context.variables().calls());
    }
  }

  private void ask(List<CompiledPolicy> policies, PolicyContext context) {
    try {
      policies.forEach(policy -> audited.add(ask(policy, context)));
    } finally {
      calls.addAll(context.variables().calls());
    }
  }

  private PolicyResponse ask(CompiledPolicy policy, PolicyContext context) {
    return PolicyRunner.validate(policy, context.copy(), rules);
  }

  private static boolean blocks(
      List<PolicyResponse> responses, FailurePolicy failurePolicy, Map<String, String> labels) {
    return responses.stream()
        .anyMatch(
            response ->
                FailureActions.enforcedFailure(response, labels)
                    || (response.hasError() && failurePolicy == FailurePolicy.FAIL));
  }

  /** Kyverno writes the rules that failed as YAML below the name of the object. */
  private static String message(List<PolicyResponse> responses) {
    Map<String, Map<String, String>> failures = new TreeMap<>();
    for (PolicyResponse response : responses) {
      Map<String, String> reasons = new TreeMap<>();
      response
          .spoken()
          .filter(rule -> !(rule.outcome() instanceof RuleOutcome.Passed))
          .filter(rule -> !(rule.outcome() instanceof RuleOutcome.Skipped))
          .forEach(rule -> reasons.put(rule.rule(), rule.outcome().message()));
      if (!reasons.isEmpty()) {
        failures.put(response.source().metadata().name(), reasons);
      }
    }
    JsonNode resource = responses.getFirst().resource();
    return "\n\nresource %s/%s/%s was blocked due to the following policies \n\n%s"
        .formatted(
            resource.path("kind").asString(""),
            resource.path("metadata").path("namespace").asString(""),
            resource.path("metadata").path("name").asString(""),
            DenialText.yaml(failures));
  }
}
