package dev.kyverdict.engine.conditions;

import dev.kyverdict.model.Conditions.Condition;
import tools.jackson.databind.JsonNode;

/**
 * One condition that was looked at.
 *
 * @param list {@code any}, {@code all}, or empty for the plain list
 * @param index its place in the list
 * @param condition as the policy writes it
 * @param key what the key became
 * @param value what the value became
 * @param holds the result
 */
public record Compared(
    String list, int index, Condition condition, JsonNode key, JsonNode value, boolean holds) {}
