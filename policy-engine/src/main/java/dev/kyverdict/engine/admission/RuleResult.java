package dev.kyverdict.engine.admission;

import dev.kyverdict.engine.Phase;
import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.engine.RuleType;
import dev.kyverdict.engine.context.Trace;

/**
 * What one rule said.
 *
 * @param policy the name of the policy
 * @param rule the name of the rule; derived rules have names of their own
 * @param phase when it was asked
 * @param type what the rule does
 * @param outcome what became of it
 * @param trace how it came to that
 */
public record RuleResult(
    String policy, String rule, Phase phase, RuleType type, RuleOutcome outcome, Trace trace) {}
