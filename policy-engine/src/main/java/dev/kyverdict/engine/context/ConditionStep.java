package dev.kyverdict.engine.context;

import dev.kyverdict.engine.conditions.Compared;

/**
 * A condition that was looked at, and where it stands.
 *
 * @param where {@code preconditions}, {@code deny.conditions} …
 * @param compared the condition with both operands
 */
public record ConditionStep(String where, Compared compared) {}
