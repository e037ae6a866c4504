package dev.kyverdict.engine.conditions;

import dev.kyverdict.values.GoDuration;
import dev.kyverdict.values.GoNumbers;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * A key and a value of which one at least is a duration; the other may be a number of seconds.
 * Basis: {@code parseDuration} in {@code pkg/engine/variables/operator/operator.go}.
 *
 * @param key the key in seconds
 * @param value the value in seconds
 */
record Durations(double key, double value) {

  static Optional<Durations> of(JsonNode key, JsonNode value) {
    OptionalLong keyDuration = text(key);
    OptionalLong valueDuration = text(value);
    if (keyDuration.isEmpty() && valueDuration.isEmpty()) {
      return Optional.empty();
    }
    OptionalLong left = keyDuration.isPresent() ? keyDuration : number(key);
    OptionalLong right = valueDuration.isPresent() ? valueDuration : number(value);
    return left.isPresent() && right.isPresent()
        ? Optional.of(
            new Durations(
                GoDuration.seconds(left.getAsLong()), GoDuration.seconds(right.getAsLong())))
        : Optional.empty();
  }

  /** A number of seconds as nanoseconds; too many wrap around. */
  static OptionalLong number(JsonNode node) {
    if (!node.isNumber()) {
      return OptionalLong.empty();
    }
    long seconds = node.isDouble() ? GoNumbers.toInteger(node.doubleValue()) : node.longValue();
    return OptionalLong.of(seconds * GoDuration.SECOND);
  }

  private static OptionalLong text(JsonNode node) {
    return node.isString() && !node.stringValue().equals("0")
        ? GoDuration.parse(node.stringValue())
        : OptionalLong.empty();
  }
}
