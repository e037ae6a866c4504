package dev.kyverdict.cluster.kyverno.background;

import dev.kyverdict.cluster.kyverno.KyvernoEvent;
import dev.kyverdict.cluster.kyverno.KyvernoEvent.Action;
import dev.kyverdict.cluster.kyverno.KyvernoEvent.Reason;
import dev.kyverdict.cluster.kyverno.KyvernoEvent.Source;
import dev.kyverdict.cluster.kyverno.ObjectRef;
import dev.kyverdict.cluster.kyverno.RuleRequest;
import dev.kyverdict.cluster.kyverno.UpdateRequest;
import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.engine.admission.PolicyRun;
import dev.kyverdict.engine.admission.RuleResult;
import dev.kyverdict.engine.context.PolicyContext;
import dev.kyverdict.engine.generate.Delivered;
import dev.kyverdict.engine.generate.RefusedException;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Does what UpdateRequests ask of generate rules ({@code pkg/background/generate/controller.go}).
 * What the last of several rules generated is all that the status tells.
 */
final class Generation {

  private static final String DOES_NOT_APPLY = "policy does not apply to resource";

  private final Desk desk;
  private final Calls calls;

  Generation(Desk desk) {
    this.desk = desk;
    this.calls = desk.calls();
  }

  void process(String name, JsonNode object, UpdateRequest update) {
    Optional<StoredPolicy> policy =
        Optional.ofNullable(desk.memory().policies.get(update.policy()));
    List<String> failures = new ArrayList<>();
    Optional<List<ObjectRef>> generated = Optional.empty();
    for (RuleRequest request : update.rules()) {
      JsonNode trigger;
      try {
        trigger = new Triggers(calls).of(update, request.trigger());
      } catch (EvaluationException missing) {
        failures.add(
            "rule %s failed: failed to fetch trigger resource: %s"
                .formatted(request.rule(), missing.text()));
        continue;
      }
      try {
        generated = carryOut(object, update, policy, request, trigger);
      } catch (EvaluationException failed) {
        generated = Optional.empty();
        failures.add("rule %s failed: %s".formatted(request.rule(), failed.text()));
        policy.ifPresent(it -> reportFailure(it, request.rule(), failed.text(), trigger));
      }
    }
    Optional<String> problem =
        failures.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", failures));
    new Statuses(calls).ended(name, problem, generated);
  }

  private Optional<List<ObjectRef>> carryOut(
      JsonNode object,
      UpdateRequest update,
      Optional<StoredPolicy> policy,
      RuleRequest request,
      JsonNode trigger) {
    if (request.deleteDownstream() || policy.isEmpty()) {
      new Downstreams(calls).delete(policy, request, Statuses.generated(object));
      return Optional.empty();
    }
    Optional<Rule> rule = policy.get().rule(request.rule());
    return rule.map(it -> generate(update, policy.get(), it, trigger));
  }

  private List<ObjectRef> generate(
      UpdateRequest update, StoredPolicy policy, Rule rule, JsonNode trigger) {
    Map<String, String> labels = desk.namespaceLabels(trigger, List.of(rule));
    PolicyContext context = new Contexts(desk).open(update.request(), trigger, labels);
    List<RuleResult> results =
        PolicyRun.background(policy.compiled(desk.engine(), rule), context).rules().stream()
            .filter(result -> result.outcome().status().isPresent())
            .toList();
    if (results.isEmpty()) {
      throw new EvaluationException(DOES_NOT_APPLY);
    }
    boolean passed =
        results.stream().anyMatch(result -> result.outcome() instanceof RuleOutcome.Passed);
    if (!passed || !(rule.action() instanceof Generate generate)) {
      return List.of();
    }
    LiveYard yard = new LiveYard(calls, policy.appliesServerSide());
    context.startTrace(rule.name());
    Delivered delivered = policy.generator(rule, generate).carryOut(context, yard);
    if (delivered.problem().isPresent()) {
      if (delivered.problem().get().notFound()) {
        return List.of();
      }
      throw new EvaluationException(delivered.problem().get().text());
    }
    List<ObjectRef> generated = delivered.created().stream().map(LiveYard::ref).toList();
    generated.forEach(this::look);
    report(policy, rule, generated);
    return generated;
  }

  /** Kyverno looks at each object once more, for its reports. */
  private void look(ObjectRef generated) {
    try {
      calls.get(generated);
    } catch (RefusedException refused) {
      // it only logs
    }
  }

  private void report(StoredPolicy policy, Rule rule, List<ObjectRef> generated) {
    for (ObjectRef object : generated) {
      desk.report(
          new KyvernoEvent(
              Source.GENERATE,
              Reason.POLICY_APPLIED,
              Action.NONE,
              object,
              Optional.empty(),
              "Created %s %s as a result of applying policy %s/%s"
                  .formatted(object.kind(), object.name(), policy.key(), rule.name())));
    }
    for (ObjectRef object : generated) {
      desk.report(
          new KyvernoEvent(
              Source.GENERATE,
              Reason.POLICY_APPLIED,
              Action.GENERATED,
              policy.ref(),
              Optional.of(object),
              "resource generated"));
    }
  }

  private void reportFailure(StoredPolicy policy, String rule, String text, JsonNode trigger) {
    ObjectRef ref = ObjectRef.to(trigger);
    desk.report(
        new KyvernoEvent(
            Source.GENERATE,
            Reason.POLICY_ERROR,
            Action.NONE,
            policy.ref(),
            Optional.of(new ObjectRef("", ref.kind(), ref.namespace(), ref.name(), "")),
            "policy %s/%s error: %s".formatted(policy.name(), rule, text)));
  }
}
