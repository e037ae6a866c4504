package dev.kyverdict.engine.admission;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.engine.conditions.Verdict;
import dev.kyverdict.engine.context.PolicyContext;
import dev.kyverdict.engine.context.RuleHandler.Handled;
import dev.kyverdict.engine.match.Candidate;
import dev.kyverdict.engine.match.MatchResult;
import dev.kyverdict.engine.mutate.TargetFinder;
import dev.kyverdict.engine.mutate.TargetFinder.Found;
import dev.kyverdict.engine.mutate.TargetMutation;
import dev.kyverdict.engine.mutate.TargetMutation.Mutated;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Spec.ApplyRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * All mutate rules of a policy as Kyverno's background controller asks them: those with targets
 * patch their targets, the others patch the trigger, which nobody writes back ({@code
 * pkg/engine/mutation.go} outside of admission).
 */
public final class ExistingRun {

  /**
   * What a rule says of one target, or of all.
   *
   * @param rule the name of the rule
   * @param target the target; empty of a rule without targets, and when some were not found
   * @param mutated what became of it
   */
  public record Step(String rule, Optional<Found> target, Mutated mutated) {}

  private final CompiledPolicy policy;
  private final PolicyContext context;
  private final TargetFinder finder;
  private final List<Step> steps = new ArrayList<>();
  private JsonNode resource;

  private ExistingRun(CompiledPolicy policy, PolicyContext context, TargetFinder finder) {
    this.policy = policy;
    this.context = context;
    this.finder = finder;
    this.resource = context.newResource();
  }

  /** Asks the rules, one after another. */
  public static List<Step> of(CompiledPolicy policy, PolicyContext context, TargetFinder finder) {
    return new ExistingRun(policy, context, finder).run();
  }

  private List<Step> run() {
    if (policy.gate(context).isPresent()) {
      return steps;
    }
    context.variables().checkpoint();
    try {
      for (CompiledRule rule : policy.rules()) {
        if (rule.isMutation() && matches(rule)) {
          ask(rule);
          if (endsPolicy()) {
            break;
          }
        }
      }
    } finally {
      context.variables().restore();
    }
    return steps;
  }

  private boolean endsPolicy() {
    return policy.policy().spec().applyRules().equals(Optional.of(ApplyRules.ONE))
        && steps.stream()
            .map(step -> step.mutated().outcome())
            .anyMatch(it -> it instanceof RuleOutcome.Passed || it instanceof RuleOutcome.Failed);
  }

  private boolean matches(CompiledRule rule) {
    JsonNode matched = resource instanceof NullNode ? context.oldResource() : resource;
    Candidate candidate = Candidate.of(context.request(), matched);
    MatchResult result =
        rule.match().matches(context.isOperated() ? candidate : candidate.withoutOperation());
    return !(result instanceof MatchResult.NotMatched);
  }

  private void ask(CompiledRule rule) {
    context.startTrace(rule.rule().name());
    context.variables().checkpoint();
    try {
      context.variables().register(rule.context(), policy.namespace());
      carryOut(rule);
    } catch (EvaluationException failed) {
      say(rule, new RuleOutcome.Errored(failed.within("failed to load context").text()));
    } finally {
      context.variables().restore();
    }
    if (!(resource instanceof NullNode)) {
      context.variables().addResource(resource);
    }
  }

  private void carryOut(CompiledRule rule) {
    if (rule.preconditions().isPresent()) {
      Verdict verdict;
      try {
        verdict = context.evaluate(rule.preconditions().get(), "preconditions");
      } catch (EvaluationException failed) {
        say(
            rule,
            new RuleOutcome.Errored(failed.within("failed to evaluate preconditions").text()));
        return;
      }
      if (!verdict.holds()) {
        say(rule, new RuleOutcome.Skipped(Verdict.notMet(verdict)));
        return;
      }
    }
    if (rule.rule().action() instanceof Mutate mutate && rule.mutatesExisting()) {
      TargetMutation.of(rule.rule(), mutate, policy.namespace())
          .carryOut(context, finder)
          .forEach(
              changed ->
                  steps.add(new Step(rule.rule().name(), changed.target(), changed.mutated())));
    } else if (rule.handler().isPresent()) {
      Handled handled = rule.handler().get().process(context, resource);
      resource = handled.resource();
      say(rule, handled.outcome());
    }
  }

  private void say(CompiledRule rule, RuleOutcome outcome) {
    steps.add(
        new Step(rule.rule().name(), Optional.empty(), new Mutated(Optional.empty(), outcome)));
  }
}
