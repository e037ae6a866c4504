package dev.kyverdict.cluster.kyverno.admission;

import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.kyverno.KyvernoEvent;
import dev.kyverdict.cluster.kyverno.KyvernoEvent.Action;
import dev.kyverdict.cluster.kyverno.KyvernoEvent.Reason;
import dev.kyverdict.cluster.kyverno.KyvernoEvent.Source;
import dev.kyverdict.cluster.kyverno.ObjectRef;
import dev.kyverdict.cluster.kyverno.Policies;
import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.engine.admission.PolicyResponse;
import dev.kyverdict.engine.admission.RuleResult;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Policy;
import dev.kyverdict.model.Validate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.NullNode;

/** The events that webhooks report ({@code pkg/webhooks/utils/event.go}). */
final class Aftermath {

  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private final Knowledge knowledge;
  private final Host host;

  Aftermath(Knowledge knowledge, Host host) {
    this.knowledge = knowledge;
    this.host = host;
  }

  /** Of a policy that was asked twice, what it said both times ({@code mergeEngineResponses}). */
  static List<PolicyResponse> merged(List<PolicyResponse> audited, List<PolicyResponse> deciding) {
    if (audited.isEmpty() || deciding.isEmpty()) {
      return audited.isEmpty() ? deciding : audited;
    }
    Map<String, PolicyResponse> others = new LinkedHashMap<>();
    deciding.forEach(response -> others.put(name(response), response));
    List<PolicyResponse> merged = new ArrayList<>();
    for (PolicyResponse response : audited) {
      PolicyResponse other = others.remove(name(response));
      List<RuleResult> rules = new ArrayList<>(response.rules());
      if (other != null) {
        rules.addAll(other.rules());
      }
      merged.add(
          new PolicyResponse(response.policy(), response.resource(), response.patched(), rules));
    }
    merged.addAll(others.values());
    return merged;
  }

  private static String name(PolicyResponse response) {
    return response.source().metadata().name();
  }

  /** Reports what policies said. */
  void events(List<PolicyResponse> responses, boolean blocked) {
    for (PolicyResponse response : responses) {
      List<RuleResult> rules = response.spoken().toList();
      String name = response.resource().path("metadata").path("name").asString("");
      if (!rules.isEmpty() && !name.isEmpty()) {
        events(response, rules, blocked);
      }
    }
  }

  private void events(PolicyResponse response, List<RuleResult> rules, boolean blocked) {
    if (response.isSuccessful()) {
      if (rules.stream().noneMatch(rule -> rule.outcome() instanceof RuleOutcome.Skipped)) {
        report(applied(response));
      }
      return;
    }
    ObjectRef object = object(response);
    for (RuleResult rule : rules) {
      if (rule.outcome() instanceof RuleOutcome.Failed
          || rule.outcome() instanceof RuleOutcome.Errored) {
        report(
            new KyvernoEvent(
                Source.ADMISSION,
                Reason.POLICY_VIOLATION,
                blocked ? Action.BLOCKED : Action.PASSED,
                policy(response),
                Optional.of(object),
                violation(rule, object, blocked)));
      }
      if (!blocked) {
        report(
            new KyvernoEvent(
                Source.ADMISSION,
                Reason.POLICY_VIOLATION,
                Action.PASSED,
                object,
                Optional.empty(),
                "policy %s/%s %s: %s"
                    .formatted(
                        name(response), rule.rule(), status(rule), rule.outcome().message())));
      }
    }
  }

  private static String violation(RuleResult rule, ObjectRef object, boolean blocked) {
    String message = rule.outcome().message();
    return object
        + ": ["
        + rule.rule()
        + "] "
        + status(rule)
        + (blocked ? " (blocked)" : "")
        + (message.isEmpty() ? "" : "; " + message);
  }

  private static String status(RuleResult rule) {
    return rule.outcome().status().orElse("");
  }

  private KyvernoEvent applied(PolicyResponse response) {
    ObjectRef object = ObjectRef.to(response.resource());
    boolean validates = has(response.source(), Validate.class);
    boolean mutates = has(response.source(), Mutate.class);
    String text =
        validates ? object + ": pass" : mutates ? object + " is successfully mutated" : "";
    Action action = validates || !mutates ? Action.PASSED : Action.MUTATED;
    return new KyvernoEvent(
        Source.ADMISSION,
        Reason.POLICY_APPLIED,
        action,
        policy(response),
        Optional.of(object(response)),
        text);
  }

  private static boolean has(KyvernoPolicy policy, Class<?> action) {
    return policy.spec().rules().stream().anyMatch(rule -> action.isInstance(rule.action()));
  }

  private static ObjectRef object(PolicyResponse response) {
    return ObjectRef.to(
        response.patched() instanceof NullNode ? response.resource() : response.patched());
  }

  private ObjectRef policy(PolicyResponse response) {
    KyvernoPolicy policy = response.source();
    String namespace =
        policy instanceof Policy ? policy.metadata().namespace().orElse("default") : "";
    String key = (namespace.isEmpty() ? "" : namespace + "/") + policy.metadata().name();
    return knowledge
        .policies
        .find(key)
        .map(Policies.Known::ref)
        .orElse(
            new ObjectRef("kyverno.io/v1", policy.kind(), namespace, policy.metadata().name(), ""));
  }

  /** Lets an event be reported soon. */
  void report(KyvernoEvent event) {
    if (event.isReported(knowledge.omitted(), knowledge.config())) {
      host.after(AT_ONCE, new Duty.Report(event, host.now(), knowledge.nextEvent(), 0));
    }
  }
}
