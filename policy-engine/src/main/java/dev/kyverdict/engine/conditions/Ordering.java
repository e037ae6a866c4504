package dev.kyverdict.engine.conditions;

import dev.kyverdict.values.GoParse;
import dev.kyverdict.values.Quantity;
import dev.kyverdict.values.Semver;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * {@code GreaterThan} and its kin: of numbers, durations, quantities and versions.
 *
 * @param order which
 */
record Ordering(Order order) implements Operators.Comparison {

  @Override
  public boolean holds(JsonNode key, JsonNode value) {
    if (key.isNumber()) {
      return number(key, value);
    }
    return key.isString() && text(key, value);
  }

  private boolean number(JsonNode key, JsonNode value) {
    if (value.isNumber()) {
      return order.holds(key.doubleValue(), value.doubleValue());
    }
    if (!value.isString()) {
      return false;
    }
    Optional<Durations> durations = Durations.of(key, value);
    if (durations.isPresent()) {
      return order.holds(durations.get().key(), durations.get().value());
    }
    OptionalDouble number = GoParse.number(value.stringValue());
    return number.isPresent() && order.holds(key.doubleValue(), number.getAsDouble());
  }

  private boolean text(JsonNode key, JsonNode value) {
    Optional<Durations> durations = Durations.of(key, value);
    if (durations.isPresent()) {
      return order.holds(durations.get().key(), durations.get().value());
    }
    String text = key.stringValue();
    Optional<Quantity> quantity = value.isString() ? Quantity.parse(text) : Optional.empty();
    if (quantity.isPresent()) {
      Optional<Quantity> other = Quantity.parse(value.stringValue());
      if (other.isPresent()) {
        return order.holds(quantity.get().compareTo(other.get()));
      }
    }
    OptionalDouble number = GoParse.number(text);
    if (number.isPresent()) {
      return number(JsonNodeFactory.instance.numberNode(number.getAsDouble()), value);
    }
    Optional<Semver> version = value.isString() ? Semver.parse(text) : Optional.empty();
    return version.isPresent()
        && Semver.parse(value.stringValue())
            .filter(other -> order.holds(version.get().compareTo(other)))
            .isPresent();
  }
}
