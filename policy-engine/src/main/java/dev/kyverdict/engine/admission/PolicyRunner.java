package dev.kyverdict.engine.admission;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.NotSupportedException;
import dev.kyverdict.engine.Phase;
import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.engine.WebhookTimeoutException;
import dev.kyverdict.engine.conditions.Verdict;
import dev.kyverdict.engine.context.JsonContext;
import dev.kyverdict.engine.context.PolicyContext;
import dev.kyverdict.engine.context.RuleHandler.Handled;
import dev.kyverdict.engine.match.Candidate;
import dev.kyverdict.engine.match.MatchResult;
import dev.kyverdict.model.Spec.ApplyRules;
import dev.kyverdict.values.EndlessException;
import dev.kyverdict.values.GoPanicException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * Asks the rules of one policy in order, each seeing what the one before made of the object ({@code
 * pkg/engine/engine.go}, {@code mutation.go}, {@code validation.go}).
 */
final class PolicyRunner {

  private final CompiledPolicy policy;
  private final PolicyContext context;
  private final Phase phase;
  private final List<RuleResult> all;
  private final List<RuleResult> results = new ArrayList<>();

  private PolicyRunner(
      CompiledPolicy policy, PolicyContext context, Phase phase, List<RuleResult> all) {
    this.policy = policy;
    this.context = context;
    this.phase = phase;
    this.all = all;
  }

  /**
   * Asks the mutate rules.
   *
   * @param all takes each result as soon as it is there: what comes after may never end
   */
  static PolicyResponse mutate(CompiledPolicy policy, PolicyContext context, List<RuleResult> all) {
    return new PolicyRunner(policy, context, Phase.MUTATE, all)
        .run(policy.rules(), CompiledRule::isMutation);
  }

  /** Asks the validate rules. */
  static PolicyResponse validate(
      CompiledPolicy policy, PolicyContext context, List<RuleResult> all) {
    String kind = context.request().parent().kind();
    return new PolicyRunner(policy, context, Phase.VALIDATE, all)
        .run(policy.rulesFor(kind), CompiledRule::isValidation);
  }

  private PolicyResponse run(List<CompiledRule> rules, Predicate<CompiledRule> concerned) {
    JsonNode original = context.resource();
    Optional<String> gate = policy.gate(context);
    if (gate.isPresent()) {
      rules.stream()
          .filter(concerned)
          .forEach(rule -> add(rule, new RuleOutcome.NotMatched(gate.get())));
      return new PolicyResponse(policy, original, original, results);
    }
    JsonNode resource = context.newResource();
    context.variables().checkpoint();
    try {
      for (CompiledRule rule : rules) {
        if (concerned.test(rule)) {
          resource = ask(rule, resource);
          if (endsPolicy()) {
            break;
          }
        }
      }
    } finally {
      context.variables().restore();
    }
    return new PolicyResponse(policy, original, resource, results);
  }

  /** {@code applyRules: One}: rules that pass or fail count, skips and errors do not. */
  private boolean endsPolicy() {
    RuleOutcome last = results.getLast().outcome();
    return policy.policy().spec().applyRules().equals(Optional.of(ApplyRules.ONE))
        && (last instanceof RuleOutcome.Passed || last instanceof RuleOutcome.Failed);
  }

  private JsonNode ask(CompiledRule rule, JsonNode resource) {
    context.startTrace(rule.rule().name());
    MatchResult match = rule.match().matches(candidate(resource));
    if (match instanceof MatchResult.NotMatched missed) {
      add(rule, new RuleOutcome.NotMatched(missed.message(rule.rule().name())));
      return resource;
    }
    if (rule.handler().isEmpty()) {
      add(
          rule,
          new RuleOutcome.Silent("existing objects are changed by the background controller"));
      return resource;
    }
    JsonContext variables = context.variables();
    variables.checkpoint();
    Handled handled;
    try {
      handled = evaluate(rule, resource);
    } catch (NotSupportedException unknown) {
      handled =
          new Handled(resource, new RuleOutcome.NotSupported(String.valueOf(unknown.getMessage())));
    } catch (GoPanicException crash) {
      add(rule, new RuleOutcome.Crashed(String.valueOf(crash.getMessage())));
      throw crash;
    } catch (EndlessException endless) {
      add(rule, new RuleOutcome.Endless(String.valueOf(endless.getMessage())));
      throw endless;
    } catch (WebhookTimeoutException late) {
      add(rule, new RuleOutcome.TimedOut(String.valueOf(late.getMessage())));
      throw late;
    } finally {
      variables.restore();
    }
    if (!(handled.resource() instanceof NullNode)) {
      variables.addResource(handled.resource());
    }
    add(rule, handled.outcome());
    return handled.resource();
  }

  /** The object that is matched: on DELETE, and after an error of an UPDATE, the old one. */
  private Candidate candidate(JsonNode resource) {
    JsonNode matched = resource instanceof NullNode ? context.oldResource() : resource;
    return Candidate.of(context.request(), matched);
  }

  private Handled evaluate(CompiledRule rule, JsonNode resource) {
    try {
      context.variables().register(rule.context(), policy.namespace());
    } catch (EvaluationException failed) {
      return error(resource, failed.within("failed to load context"));
    }
    if (rule.preconditions().isPresent()) {
      Verdict verdict;
      try {
        verdict = context.evaluate(rule.preconditions().get(), "preconditions");
      } catch (EvaluationException failed) {
        return error(resource, failed.within("failed to evaluate preconditions"));
      }
      if (!verdict.holds()) {
        return new Handled(resource, new RuleOutcome.Skipped(Verdict.notMet(verdict)));
      }
    }
    return rule.handler().orElseThrow().process(context, resource);
  }

  private static Handled error(JsonNode resource, EvaluationException failed) {
    return new Handled(resource, new RuleOutcome.Errored(failed.text()));
  }

  private void add(CompiledRule rule, RuleOutcome outcome) {
    RuleResult result =
        new RuleResult(
            policy.policy().metadata().name(),
            rule.rule().name(),
            phase,
            rule.type(),
            outcome,
            context.trace());
    results.add(result);
    all.add(result);
  }
}
