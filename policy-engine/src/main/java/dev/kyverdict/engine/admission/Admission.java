package dev.kyverdict.engine.admission;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.ClusterReader;
import dev.kyverdict.engine.KyvernoConfig;
import dev.kyverdict.engine.chance.Choices;
import dev.kyverdict.engine.context.CallRecord;
import dev.kyverdict.engine.match.ConfigFilters;
import dev.kyverdict.engine.match.Webhooks;
import dev.kyverdict.engine.mutate.JsonDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * One request on its way, with an API server in between that changes nothing: the mutating
 * webhooks, the validating ones with the mutated object, and the checks for the background
 * controller.
 */
final class Admission {

  private final ConfigFilters filters;
  private final List<CompiledPolicy> policies;
  private final AdmissionRequest original;
  private final WebhookCall.Scene scene;
  private final List<RuleResult> rules = new ArrayList<>();
  private final List<Generated> generated = new ArrayList<>();
  private final List<CallRecord> calls = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private AdmissionRequest request;
  private boolean mutated;

  Admission(
      KyvernoConfig config,
      ConfigFilters filters,
      Optional<Webhooks> apiServer,
      List<CompiledPolicy> policies,
      AdmissionRequest request,
      ClusterReader cluster,
      Choices choices) {
    this.filters = filters;
    this.policies = policies.stream().filter(p -> p.policy().spec().admission()).toList();
    this.original = request;
    this.request = request;
    this.scene =
        new WebhookCall.Scene(
            config, apiServer, cluster, choices, !(request.object() instanceof NullNode));
  }

  Decision decide() {
    Optional<String> filtered = filters.passes(original);
    if (filtered.isPresent()) {
      return decision(filtered, new Response.Allowed(""));
    }
    List<Webhook> webhooks = Webhook.of(policies);
    for (Webhook webhook : webhooks) {
      Optional<Response> refused = taken(call().mutate(webhook));
      if (refused.isPresent()) {
        return decision(Optional.empty(), refused.get());
      }
    }
    Optional<Response> refused = Optional.empty();
    for (Webhook webhook : webhooks) {
      Optional<Response> answer = taken(call().validate(webhook));
      refused = refused.isPresent() ? refused : answer;
    }
    if (!request.dryRun()) {
      Optional<Response> failed = taken(call().background(policies, refused.isEmpty()));
      refused = refused.isPresent() ? refused : failed;
    }
    return decision(Optional.empty(), refused.orElseGet(() -> WebhookCall.unlessUnknown(rules)));
  }

  private WebhookCall call() {
    return new WebhookCall(scene, request);
  }

  /** Takes over what a call did; gives its answer when it is one that ends the matter. */
  private Optional<Response> taken(Webhook.Answer answer) {
    rules.addAll(answer.rules());
    generated.addAll(answer.generated());
    calls.addAll(answer.calls());
    warnings.addAll(answer.warnings());
    if (answer.mutated()) {
      request = request.withObject(answer.object());
      mutated = true;
    }
    return switch (answer.response()) {
      case Response.Allowed allowed -> Optional.empty();
      case Response.Undecided undecided -> Optional.empty();
      case Response.Denied denied -> Optional.of(denied);
      case Response.WebhookFailed failed -> Optional.of(failed);
    };
  }

  private boolean hasMutations() {
    return !(original.object() instanceof NullNode)
        && policies.stream().anyMatch(CompiledPolicy::mutates);
  }

  private Decision decision(Optional<String> notSeen, Response response) {
    boolean silent = rules.stream().allMatch(rule -> rule.outcome().status().isEmpty());
    JsonNode patch = JsonDiff.between(original.object(), request.object());
    return new Decision(
        original,
        notSeen,
        response,
        rules,
        request.object(),
        mutated || (hasMutations() && silent && response.allowed()),
        patch,
        generated,
        calls,
        warnings,
        scene.choices().made());
  }
}
