package dev.kyverdict.engine.conditions;

import dev.kyverdict.values.GoDuration;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * {@code DurationGreaterThan} and its kin: numbers are seconds, texts have to be durations.
 *
 * @param order which
 */
record DurationOrdering(Order order) implements Operators.Comparison {

  @Override
  public boolean holds(JsonNode key, JsonNode value) {
    OptionalLong left = duration(key);
    OptionalLong right = left.isPresent() ? duration(value) : left;
    return right.isPresent() && order.holds(Long.compare(left.getAsLong(), right.getAsLong()));
  }

  private static OptionalLong duration(JsonNode node) {
    return node.isString() ? GoDuration.parse(node.stringValue()) : Durations.number(node);
  }
}
