package dev.kyverdict.engine.admission;

import dev.kyverdict.engine.ObjectReader;
import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.engine.RuleType;
import dev.kyverdict.engine.context.PolicyContext;
import dev.kyverdict.engine.mutate.TargetMutation;
import dev.kyverdict.engine.mutate.TargetMutation.Mutated;
import dev.kyverdict.model.Mutate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * The rules of one policy, asked on their own: as Kyverno's command asks them, with no webhook and
 * no failure policy around ({@code cmd/cli/kubectl-kyverno/processor/policy_processor.go}).
 *
 * @param rules what the rules said, the silent ones too
 * @param patched the object afterwards; null node when there is none
 */
public record PolicyRun(List<RuleResult> rules, JsonNode patched) {

  /** Copies the list. */
  public PolicyRun {
    rules = List.copyOf(rules);
  }

  /** The mutate rules, one after another. */
  public static PolicyRun mutate(CompiledPolicy policy, PolicyContext context) {
    return of(PolicyRunner.mutate(policy, context, new ArrayList<>()));
  }

  /** The validate rules. */
  public static PolicyRun validate(CompiledPolicy policy, PolicyContext context) {
    return of(PolicyRunner.validate(policy, context, new ArrayList<>()));
  }

  /** Whether generate rules have work to do. */
  public static PolicyRun background(CompiledPolicy policy, PolicyContext context) {
    return of(BackgroundChecks.of(policy, context));
  }

  /**
   * What a rule that changes existing objects says about one of them.
   *
   * @param rule the name of the rule
   * @param mutated what became of the object
   */
  public record Existing(String rule, Mutated mutated) {}

  /**
   * The mutate rules with targets: the command carries them out at once, where the webhook leaves
   * them to the background controller.
   */
  public static List<Existing> mutateExisting(
      CompiledPolicy policy, PolicyContext context, ObjectReader objects) {
    List<Existing> all = new ArrayList<>();
    for (RuleResult result : background(policy, context).rules()) {
      if (result.outcome() instanceof RuleOutcome.Passed) {
        for (CompiledRule rule : policy.rules()) {
          if (rule.rule().name().equals(result.rule())
              && rule.rule().action() instanceof Mutate mutate) {
            TargetMutation work = TargetMutation.of(rule.rule(), mutate, policy.namespace());
            within(rule, policy, context, () -> work.process(context, objects))
                .forEach(mutated -> all.add(new Existing(result.rule(), mutated)));
          }
        }
      } else if (result.type() == RuleType.MUTATION && result.outcome().status().isPresent()) {
        all.add(new Existing(result.rule(), new Mutated(Optional.empty(), result.outcome())));
      }
    }
    return all;
  }

  private static <T> T within(
      CompiledRule rule, CompiledPolicy policy, PolicyContext context, Supplier<T> work) {
    context.startTrace(rule.rule().name());
    context.variables().checkpoint();
    try {
      context.variables().register(rule.context(), policy.namespace());
      return work.get();
    } finally {
      context.variables().restore();
    }
  }

  /** What a generate rule makes. */
  public static Generated generate(
      CompiledPolicy policy, String rule, PolicyContext context, ObjectReader objects) {
    context.startTrace(rule);
    return policy.generate(rule, context, objects, List.of());
  }

  private static PolicyRun of(PolicyResponse response) {
    return new PolicyRun(response.rules(), response.patched());
  }
}
