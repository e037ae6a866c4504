package dev.kyverdict.engine.admission;

import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.model.KyvernoPolicy;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What the rules of one policy said in one phase.
 *
 * @param policy the policy, with the rules that were asked
 * @param resource the object as it came
 * @param patched the object afterwards; null node after an error
 * @param rules what the rules said, the silent ones too
 */
public record PolicyResponse(
    CompiledPolicy policy, JsonNode resource, JsonNode patched, List<RuleResult> rules) {

  /** Copies the list. */
  public PolicyResponse {
    rules = List.copyOf(rules);
  }

  /** The policy itself. */
  public KyvernoPolicy source() {
    return policy.policy();
  }

  /** The rules that Kyverno's own answer mentions. */
  public Stream<RuleResult> spoken() {
    return rules.stream().filter(rule -> rule.outcome().status().isPresent());
  }

  boolean hasError() {
    return has(RuleOutcome.Errored.class::isInstance);
  }

  boolean hasFailure() {
    return has(RuleOutcome.Failed.class::isInstance);
  }

  /** Whether no rule failed or erred. */
  public boolean isSuccessful() {
    return !hasError() && !hasFailure();
  }

  private boolean has(Predicate<RuleOutcome> what) {
    return rules.stream().anyMatch(rule -> what.test(rule.outcome()));
  }
}
