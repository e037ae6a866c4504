package dev.kyverdict.cluster.kyverno.background;

import dev.kyverdict.cluster.kyverno.Labels;
import dev.kyverdict.cluster.kyverno.ObjectRef;
import dev.kyverdict.cluster.kyverno.RuleRequest;
import dev.kyverdict.cluster.kyverno.UpdateRequest;
import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.ResourceKind;
import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.engine.admission.CompiledPolicy;
import dev.kyverdict.engine.admission.PolicyRun;
import dev.kyverdict.engine.admission.RuleResult;
import dev.kyverdict.engine.context.PolicyContext;
import dev.kyverdict.engine.generate.RefusedException;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The UpdateRequests that a policy gives rise to by itself: for what it generated before, and for
 * objects that were there before it ({@code pkg/policy/generate.go}, {@code mutate.go}).
 */
final class PolicyRequests {

  private static final int BATCH = 100;

  /** A kind of generated objects. */
  private record Kind(String apiVersion, String kind) {}

  private final Desk desk;
  private final Calls calls;
  private final StoredPolicy policy;
  private final Requests requests;
  private final List<String> errors = new ArrayList<>();

  PolicyRequests(Desk desk, StoredPolicy policy) {
    this.desk = desk;
    this.calls = desk.calls();
    this.policy = policy;
    this.requests = new Requests(desk);
  }

  /**
   * Makes all that the policy gives rise to as it is.
   *
   * @throws EvaluationException when something went wrong
   */
  void all() {
    policy.mutatingExisting().filter(this::changesOnUpdate).forEach(this::mutate);
    synchronize();
    if (errors.isEmpty()) {
      generateExisting();
    }
    if (!errors.isEmpty()) {
      throw new EvaluationException(String.join("; ", errors));
    }
  }

  private boolean changesOnUpdate(Rule rule) {
    return rule.action() instanceof Mutate mutate
        && mutate
            .mutateExistingOnPolicyUpdate()
            .or(() -> policy.policy().spec().mutateExistingOnPolicyUpdate())
            .orElse(false);
  }

  private void mutate(Rule rule) {
    for (JsonNode trigger : triggers(rule)) {
      ObjectRef ref = ObjectRef.to(trigger);
      if (requests.isAnyFor(policy.key(), ref)) {
        continue;
      }
      try {
        CompiledPolicy one = policy.compiled(desk.engine(), rule);
        boolean passes =
            checked(one, trigger, List.of(rule)).stream()
                .anyMatch(
                    result ->
                        result.outcome() instanceof RuleOutcome.Passed
                            && result.rule().equals(rule.name()));
        if (passes) {
          requests.create(
              UpdateRequest.mutate(policy.key(), rule.name(), ref, Optional.empty()), List.of());
        }
      } catch (EvaluationException | RefusedException failed) {
        // Kyverno logs it and goes on with the next trigger
      }
    }
  }

  /** What rules say of an object that is there; those that say nothing left out. */
  private List<RuleResult> checked(CompiledPolicy compiled, JsonNode trigger, List<Rule> rules) {
    Map<String, String> labels = desk.namespaceLabels(trigger, rules);
    PolicyContext context = new Contexts(desk).open(Optional.empty(), trigger, labels);
    return PolicyRun.background(compiled, context).rules().stream()
        .filter(result -> result.outcome().status().isPresent())
        .toList();
  }

  private void synchronize() {
    List<RuleRequest> found = new ArrayList<>();
    policy
        .generating()
        .filter(PolicyRequests::synchronizes)
        .forEach(
            rule ->
                data((Generate) rule.action())
                    .forEach(
                        kind ->
                            downstreams(rule, kind)
                                .forEach(
                                    object ->
                                        found.add(
                                            RuleRequest.of(rule.name(), trigger(object), false)))));
    submit(found);
  }

  private static boolean synchronizes(Rule rule) {
    return rule.action() instanceof Generate generate && generate.synchronize().orElse(false);
  }

  private static Stream<Kind> data(Generate generate) {
    if (generate.source() instanceof Generate.ForEachSource(var loops)) {
      return loops.stream()
          .filter(loop -> loop.source() instanceof Generate.Data)
          .map(loop -> kind(loop.target()));
    }
    return generate.source() instanceof Generate.Data
        ? Stream.of(kind(generate.target()))
        : Stream.empty();
  }

  private static Kind kind(Generate.Target target) {
    return new Kind(target.apiVersion().orElse(""), target.kind().orElse(""));
  }

  private List<JsonNode> downstreams(Rule rule, Kind kind) {
    String selector =
        Selecting.text(
            Map.of(
                Labels.POLICY, policy.name(),
                Labels.POLICY_NAMESPACE, policy.namespace(),
                Labels.RULE, rule.name(),
                Labels.MANAGED_BY, Labels.KYVERNO));
    try {
      return calls.list(kind.apiVersion(), kind.kind(), "", selector);
    } catch (RefusedException refused) {
      errors.add(refused.text());
      return List.of();
    }
  }

  private static ObjectRef trigger(JsonNode downstream) {
    Map<String, String> labels = Desk.labels(downstream);
    ResourceKind kind =
        new ResourceKind(
            labels.getOrDefault(Labels.TRIGGER_GROUP, ""),
            labels.getOrDefault(Labels.TRIGGER_VERSION, ""),
            labels.getOrDefault(Labels.TRIGGER_KIND, ""));
    return new ObjectRef(
        kind.apiVersion(),
        kind.kind(),
        labels.getOrDefault(Labels.TRIGGER_NAMESPACE, ""),
        labels.getOrDefault(Labels.TRIGGER_NAME, ""),
        labels.getOrDefault(Labels.TRIGGER_UID, ""));
  }

  private void generateExisting() {
    List<RuleRequest> found = new ArrayList<>();
    for (Rule rule : policy.generating().filter(this::startsWithExisting).toList()) {
      for (JsonNode trigger : triggers(rule)) {
        try {
          if (!checked(policy.compiled(desk.engine()), trigger, List.of(rule)).isEmpty()) {
            found.add(RuleRequest.of(rule.name(), ObjectRef.to(trigger), false));
          }
        } catch (EvaluationException failed) {
          errors.add(
              "failed to get namespace labels for rule %s: %s"
                  .formatted(rule.name(), failed.text()));
        }
      }
    }
    submit(found);
  }

  private boolean startsWithExisting(Rule rule) {
    return rule.action() instanceof Generate generate
        && generate
            .generateExisting()
            .or(() -> policy.policy().spec().generateExisting())
            .orElse(false);
  }

  private void submit(List<RuleRequest> found) {
    for (int i = 0; i < found.size(); i += BATCH) {
      List<RuleRequest> batch = found.subList(i, Math.min(found.size(), i + BATCH));
      submit(UpdateRequest.generate(policy.key(), batch, Optional.empty()), List.of());
    }
  }

  private void submit(UpdateRequest update, List<ObjectRef> generated) {
    try {
      requests.create(update, generated);
    } catch (RefusedException refused) {
      errors.add(refused.text());
    }
  }

  /** Objects that may be triggers; whatever cannot be listed is left out. */
  private List<JsonNode> triggers(Rule rule) {
    String namespace = policy.namespace();
    return StoredPolicy.filters(rule.match())
        .flatMap(filter -> Existing.of(calls, filter.resources(), namespace).stream())
        .toList();
  }

  /** Asks for the deletion of what rules generated that are gone. */
  void deleteDownstreams(List<Rule> rules) {
    List<RuleRequest> found = new ArrayList<>();
    List<ObjectRef> generated = new ArrayList<>();
    for (Rule rule : rules) {
      if (synchronizes(rule)
          && rule.action() instanceof Generate generate
          && !generate.orphanDownstreamOnPolicyDelete().orElse(false)) {
        for (Kind kind : all(generate)) {
          for (JsonNode object : downstreams(rule, kind)) {
            found.add(RuleRequest.of(rule.name(), trigger(object), true));
            generated.add(ObjectRef.to(object));
          }
        }
      }
    }
    if (!found.isEmpty()) {
      submit(UpdateRequest.generate(policy.key(), found, Optional.empty()), generated);
    }
  }

  private static List<Kind> all(Generate generate) {
    if (generate.source() instanceof Generate.ForEachSource(var loops)) {
      return loops.stream().flatMap(loop -> all(loop.target(), loop.source())).toList();
    }
    return all(generate.target(), generate.source()).toList();
  }

  /** Of a cloneList those kinds that say their version and hold no wildcard. */
  private static Stream<Kind> all(Generate.Target target, Generate.Source source) {
    Kind own = kind(target);
    if (!own.apiVersion().isEmpty() && !own.kind().isEmpty()) {
      return Stream.of(own);
    }
    return source instanceof Generate.CloneList list
        ? list.kinds().stream()
            .filter(kind -> kind.indexOf('/') > 0 && kind.indexOf('*') < 0)
            .map(PolicyRequests::kind)
        : Stream.empty();
  }

  private static Kind kind(String text) {
    int slash = text.lastIndexOf('/');
    return new Kind(text.substring(0, slash), text.substring(slash + 1));
  }
}
