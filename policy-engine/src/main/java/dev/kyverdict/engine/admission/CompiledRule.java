package dev.kyverdict.engine.admission;

import dev.kyverdict.engine.RuleType;
import dev.kyverdict.engine.conditions.CompiledConditions;
import dev.kyverdict.engine.context.CompiledEntries;
import dev.kyverdict.engine.context.RuleHandler;
import dev.kyverdict.engine.match.CompiledMatch;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Rule;
import java.util.Optional;

/**
 * A rule, ready to be asked.
 *
 * @param rule the rule as Kyverno sees it, derived ones too
 * @param type what it does
 * @param match its match and exclude
 * @param context its context entries
 * @param preconditions its preconditions
 * @param handler what it does in a webhook; empty for rules that only the background controller
 *     carries out
 */
record CompiledRule(
    Rule rule,
    RuleType type,
    CompiledMatch match,
    CompiledEntries context,
    Optional<CompiledConditions> preconditions,
    Optional<RuleHandler> handler) {

  /** Whether it changes existing objects instead of the admitted one. */
  boolean mutatesExisting() {
    return rule.action() instanceof Mutate mutate && !mutate.targets().isEmpty();
  }

  /** Whether the mutating webhook asks it. */
  boolean isMutation() {
    return type == RuleType.MUTATION;
  }

  /** Whether the validating webhook asks it. */
  boolean isValidation() {
    return type == RuleType.VALIDATION;
  }

  /** Whether the background controller has work when it passes. */
  boolean isBackground() {
    return type == RuleType.GENERATION || mutatesExisting();
  }
}
