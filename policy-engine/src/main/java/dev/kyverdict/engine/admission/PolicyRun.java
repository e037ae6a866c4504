package dev.kyverdict.engine.admission;

import dev.kyverdict.engine.ObjectReader;
import dev.kyverdict.engine.context.PolicyContext;
import java.util.ArrayList;
import java.util.List;
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
