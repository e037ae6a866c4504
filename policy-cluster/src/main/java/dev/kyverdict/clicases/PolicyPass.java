package dev.kyverdict.clicases;

import dev.kyverdict.clicases.CliPolicies.CliPolicy;
import dev.kyverdict.clicases.PolicyAnswer.RuleAnswer;
import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.engine.RuleType;
import dev.kyverdict.engine.admission.Generated;
import dev.kyverdict.engine.admission.PolicyRun;
import dev.kyverdict.engine.admission.RuleResult;
import dev.kyverdict.engine.context.PolicyContext;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Validate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * All policies on one object, in the order of the command: those that mutate, those that validate,
 * those that generate ({@code ApplyPoliciesOnResource} in {@code processor/policy_processor.go}).
 *
 * @param policies the policies
 * @param contexts opens their contexts
 * @param sources from policy and rule to the objects that a generate rule may clone
 */
record PolicyPass(
    List<CliPolicy> policies, CommandContext contexts, Map<String, List<ObjectNode>> sources) {

  /** The key of a rule in the sources. */
  static String key(String policy, String rule) {
    return policy + "/" + rule;
  }

  List<PolicyAnswer> apply(ObjectNode original, String operation) {
    List<PolicyAnswer> answers = new ArrayList<>();
    JsonNode resource = original;
    for (CliPolicy policy : policies) {
      if (policy.hasAny(Mutate.class::isInstance)) {
        PolicyContext context = contexts.open(policy, original, resource, operation);
        PolicyRun run = PolicyRun.mutate(policy.engine(), context);
        PolicyAnswer answer = answer(policy, context.resource(), run.patched(), run);
        answers.add(withTargets(answer, contexts.open(policy, original, resource, operation)));
        resource = run.patched();
      }
    }
    for (CliPolicy policy : policies) {
      if (policy.hasAny(Validate.class::isInstance)) {
        PolicyContext context = contexts.open(policy, original, resource, operation);
        JsonNode asked = context.resource();
        PolicyRun run = PolicyRun.validate(policy.engine(), context);
        answers.add(answer(policy, asked, asked, run));
        resource = asked;
      }
    }
    for (CliPolicy policy : policies) {
      if (policy.hasAny(Generate.class::isInstance)) {
        generate(policy, contexts.open(policy, original, resource, operation))
            .ifPresent(answers::add);
      }
    }
    return answers;
  }

  /** The same with what rules say about existing objects. */
  private PolicyAnswer withTargets(PolicyAnswer answer, PolicyContext context) {
    boolean hasTargets =
        answer.policy().hasAny(a -> a instanceof Mutate mutate && !mutate.targets().isEmpty());
    if (!hasTargets) {
      return answer;
    }
    List<RuleAnswer> rules = new ArrayList<>(answer.rules());
    for (PolicyRun.Existing existing :
        PolicyRun.mutateExisting(answer.policy().engine(), context, contexts.cluster())) {
      existing
          .mutated()
          .outcome()
          .status()
          .ifPresent(
              status ->
                  rules.add(
                      new RuleAnswer(
                          existing.rule(),
                          RuleType.MUTATION,
                          status,
                          existing.mutated().patched().stream().toList())));
    }
    return new PolicyAnswer(answer.policy(), answer.resource(), answer.patched(), rules);
  }

  private static PolicyAnswer answer(
      CliPolicy policy, JsonNode resource, JsonNode patched, PolicyRun run) {
    List<RuleAnswer> rules = new ArrayList<>();
    for (RuleResult rule : run.rules()) {
      RuleOutcome outcome = rule.outcome();
      outcome
          .status()
          .ifPresent(
              status -> rules.add(new RuleAnswer(rule.rule(), rule.type(), status, List.of())));
    }
    return new PolicyAnswer(policy, resource, patched, rules);
  }

  /** What rules generate; an error in one takes it from all. */
  private Optional<PolicyAnswer> generate(CliPolicy policy, PolicyContext context) {
    JsonNode trigger = context.newResource();
    PolicyAnswer checked =
        answer(
            policy,
            context.resource(),
            context.resource(),
            PolicyRun.background(policy.engine(), context));
    if (checked.rules().isEmpty()) {
      return Optional.empty();
    }
    List<ObjectNode> objects = new ArrayList<>();
    if (trigger instanceof ObjectNode object) {
      objects.add(object);
    }
    checked
        .rules()
        .forEach(
            rule ->
                objects.addAll(sources.getOrDefault(key(policy.name(), rule.name()), List.of())));
    List<RuleAnswer> rules = new ArrayList<>();
    for (RuleAnswer rule : checked.rules()) {
      Optional<List<JsonNode>> made = made(policy, rule, context, objects);
      if (made.isEmpty()) {
        return Optional.of(checked);
      }
      rules.add(new RuleAnswer(rule.name(), rule.type(), rule.status(), made.get()));
    }
    return Optional.of(new PolicyAnswer(policy, checked.resource(), checked.patched(), rules));
  }

  private static Optional<List<JsonNode>> made(
      CliPolicy policy, RuleAnswer rule, PolicyContext context, List<ObjectNode> objects) {
    if (rule.type() != RuleType.GENERATION || context.newResource() instanceof NullNode) {
      return Optional.of(List.of());
    }
    Generated generated =
        PolicyRun.generate(
            policy.generator(), rule.name(), context, TestCluster.of(List.copyOf(objects)));
    if (generated.error().isPresent()) {
      return Optional.empty();
    }
    generated.created().stream()
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast)
        .forEach(objects::add);
    return Optional.of(generated.created());
  }
}
