package dev.kyverdict.engine.admission;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.Phase;
import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.engine.RuleType;
import dev.kyverdict.engine.conditions.CompiledConditions;
import dev.kyverdict.engine.conditions.Verdict;
import dev.kyverdict.engine.context.PolicyContext;
import dev.kyverdict.engine.match.Candidate;
import dev.kyverdict.engine.match.MatchResult;
import dev.kyverdict.model.Spec.ApplyRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * Whether generate and mutate-existing rules have work to do for a request: pass means work, fail
 * that what was generated before is not wanted any more ({@code pkg/engine/background.go}).
 */
final class BackgroundChecks {

  private final CompiledPolicy policy;
  private final PolicyContext context;

  private BackgroundChecks(CompiledPolicy policy, PolicyContext context) {
    this.policy = policy;
    this.context = context;
  }

  static PolicyResponse of(CompiledPolicy policy, PolicyContext context) {
    return new BackgroundChecks(policy, context).check();
  }

  private PolicyResponse check() {
    List<RuleResult> results = new ArrayList<>();
    Optional<String> gate = policy.gate(context);
    for (CompiledRule rule : policy.rules()) {
      if (!rule.isBackground()) {
        continue;
      }
      context.startTrace(rule.rule().name());
      RuleOutcome outcome =
          gate.isPresent() ? new RuleOutcome.NotMatched(gate.get()) : checkRule(rule);
      results.add(
          new RuleResult(
              policy.policy().metadata().name(),
              rule.rule().name(),
              Phase.BACKGROUND,
              rule.type(),
              outcome,
              context.trace()));
      if (endsPolicy(outcome)) {
        break;
      }
    }
    return new PolicyResponse(policy, context.resource(), context.resource(), results);
  }

  private boolean endsPolicy(RuleOutcome outcome) {
    return policy.policy().spec().applyRules().equals(Optional.of(ApplyRules.ONE))
        && outcome.status().isPresent()
        && !(outcome instanceof RuleOutcome.Skipped);
  }

  private RuleOutcome checkRule(CompiledRule rule) {
    MatchResult match = rule.match().matches(candidate(context.newResource()));
    if (match instanceof MatchResult.NotMatched missed) {
      return rule.type() == RuleType.GENERATION
              && rule.match().holds(candidate(context.oldResource()))
          ? new RuleOutcome.Failed("")
          : new RuleOutcome.NotMatched(missed.message(rule.rule().name()));
    }
    context.variables().checkpoint();
    try {
      return checkConditions(rule);
    } finally {
      context.variables().restore();
    }
  }

  private Candidate candidate(JsonNode object) {
    Candidate candidate = Candidate.of(context.request(), object);
    return context.isOperated() ? candidate : candidate.withoutOperation();
  }

  private RuleOutcome checkConditions(CompiledRule rule) {
    try {
      context.variables().register(rule.context(), policy.namespace());
    } catch (EvaluationException failed) {
      return new RuleOutcome.Silent("failed to load context: " + failed.text());
    }
    if (rule.preconditions().isEmpty()) {
      return new RuleOutcome.Passed("");
    }
    CompiledConditions conditions = rule.preconditions().get();
    try {
      if (context.evaluate(conditions, "preconditions").holds()) {
        return new RuleOutcome.Passed("");
      }
    } catch (EvaluationException failed) {
      return new RuleOutcome.Errored(failed.within("failed to evaluate conditions").text());
    }
    return context.oldResource() instanceof NullNode
        ? new RuleOutcome.Skipped("")
        : checkOld(conditions);
  }

  private RuleOutcome checkOld(CompiledConditions conditions) {
    context.variables().addResource(context.oldResource());
    try {
      Verdict verdict = context.evaluate(conditions, "preconditions (old object)");
      return verdict.holds()
          ? new RuleOutcome.Failed(verdict.message())
          : new RuleOutcome.Skipped("");
    } catch (EvaluationException failed) {
      return new RuleOutcome.Errored(
          failed.within("failed to evaluate conditions for old resource").text());
    }
  }
}
