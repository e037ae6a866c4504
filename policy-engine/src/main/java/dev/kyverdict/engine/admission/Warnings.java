package dev.kyverdict.engine.admission;

import dev.kyverdict.engine.RuleOutcome;
import java.util.List;

/** The warnings that a client gets ({@code pkg/webhooks/utils/warning.go}). */
final class Warnings {

  private Warnings() {}

  /**
   * Adds one for every rule that failed or erred; when asked for, one for those that passed too.
   *
   * @param passed whether passed rules warn as well
   */
  static void of(PolicyResponse response, boolean passed, List<String> warnings) {
    response
        .spoken()
        .filter(rule -> !(rule.outcome() instanceof RuleOutcome.Skipped))
        .filter(rule -> passed || !(rule.outcome() instanceof RuleOutcome.Passed))
        .map(
            rule ->
                "policy %s.%s: %s".formatted(rule.policy(), rule.rule(), rule.outcome().message()))
        .forEach(warnings::add);
  }
}
