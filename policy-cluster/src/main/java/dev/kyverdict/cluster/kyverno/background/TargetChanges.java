package dev.kyverdict.cluster.kyverno.background;

import dev.kyverdict.cluster.kyverno.KyvernoEvent;
import dev.kyverdict.cluster.kyverno.KyvernoEvent.Action;
import dev.kyverdict.cluster.kyverno.KyvernoEvent.Reason;
import dev.kyverdict.cluster.kyverno.KyvernoEvent.Source;
import dev.kyverdict.cluster.kyverno.ObjectRef;
import dev.kyverdict.cluster.kyverno.UpdateRequest;
import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.engine.admission.ExistingRun;
import dev.kyverdict.engine.admission.ExistingRun.Step;
import dev.kyverdict.engine.context.PolicyContext;
import dev.kyverdict.engine.generate.RefusedException;
import dev.kyverdict.engine.mutate.TargetFinder.Found;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.model.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Does what UpdateRequests ask of mutate rules with targets ({@code
 * pkg/background/mutate/mutate.go}). One request names one rule, and yet all mutate rules of the
 * policy are carried out.
 */
final class TargetChanges {

  private final Desk desk;
  private final Calls calls;
  private final List<String> errors = new ArrayList<>();

  TargetChanges(Desk desk) {
    this.desk = desk;
    this.calls = desk.calls();
  }

  void process(String name, UpdateRequest update) {
    StoredPolicy policy = desk.memory().policies.get(update.policy());
    if (policy == null) {
      return;
    }
    for (Rule rule : policy.mutatingExisting().toList()) {
      if (rule.name().equals(update.rule())) {
        JsonNode trigger;
        try {
          trigger = trigger(update);
        } catch (EvaluationException missing) {
          new Statuses(calls).ended(name, Optional.of(missing.text()), Optional.empty());
          continue;
        }
        try {
          carryOut(policy, rule, update, trigger);
        } catch (EvaluationException failed) {
          errors.add(failed.text());
        }
      }
    }
    Optional<String> problem =
        errors.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", errors));
    new Statuses(calls).ended(name, problem, Optional.empty());
  }

  /** Of an update and a deletion what the request says counts, stored or not. */
  private JsonNode trigger(UpdateRequest update) {
    Triggers triggers = new Triggers(calls);
    if (update.request().isEmpty()) {
      return triggers.live(update, update.resource());
    }
    AdmissionRequest request = update.request().get();
    if (request.operation() != Operation.CREATE) {
      return Triggers.stated(request);
    }
    try {
      return triggers.live(update, update.resource());
    } catch (EvaluationException missing) {
      if (request.subResource().isEmpty()) {
        throw missing;
      }
      return Triggers.stated(request);
    }
  }

  private void carryOut(StoredPolicy policy, Rule rule, UpdateRequest update, JsonNode trigger) {
    Map<String, String> labels = desk.namespaceLabels(trigger, policy.rules());
    PolicyContext context = new Contexts(desk).open(update.request(), trigger, labels);
    for (Step step :
        ExistingRun.of(policy.compiled(desk.engine()), context, new LiveTargets(calls))) {
      RuleOutcome outcome = step.mutated().outcome();
      switch (outcome) {
        case RuleOutcome.Passed passed -> write(policy, rule, step);
        case RuleOutcome.Failed failed -> failed(step, "fail", failed.message());
        case RuleOutcome.Errored errored -> failed(step, "error", errored.message());
        default -> {}
      }
    }
  }

  private void failed(Step step, String status, String message) {
    errors.add(
        "failed to mutate existing resource, rule %s, response %s: %s"
            .formatted(step.rule(), status, message));
  }

  private void write(StoredPolicy policy, Rule rule, Step step) {
    if (step.target().isEmpty() || step.mutated().patched().isEmpty()) {
      errors.add("empty resource to patch");
      return;
    }
    JsonNode patched = step.mutated().patched().get();
    Optional<String> problem = Optional.empty();
    try {
      write(step.target().get(), patched);
    } catch (RefusedException refused) {
      problem = Optional.of(refused.text());
      errors.add(refused.text());
    }
    report(policy, rule, ObjectRef.to(patched), problem);
  }

  private void write(Found target, JsonNode patched) {
    if (target.subresource().isEmpty()) {
      calls.update(patched);
    } else if (target.subresource().equals("status")) {
      calls.update(patched, "/status");
    } else {
      JsonNode metadata = patched.path("metadata");
      String group = target.apiVersion().contains("/") ? "/apis/" : "/api/";
      String namespace = metadata.path("namespace").asString("");
      calls.put(
          "%s%s%s/%s/%s/%s"
              .formatted(
                  group,
                  target.apiVersion(),
                  namespace.isEmpty() ? "" : "/namespaces/" + namespace,
                  target.plural(),
                  metadata.path("name").asString(""),
                  target.subresource()),
          patched);
    }
  }

  private void report(StoredPolicy policy, Rule rule, ObjectRef target, Optional<String> problem) {
    ObjectRef related = new ObjectRef("", target.kind(), target.namespace(), target.name(), "");
    desk.report(
        new KyvernoEvent(
            Source.MUTATE,
            problem.isPresent() ? Reason.POLICY_ERROR : Reason.POLICY_APPLIED,
            problem.isPresent() ? Action.NONE : Action.MUTATED,
            policy.ref(),
            Optional.of(related),
            problem
                .map(text -> "policy %s/%s error: %s".formatted(policy.name(), rule.name(), text))
                .orElse("resource mutated")));
  }
}
