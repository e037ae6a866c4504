package dev.kyverdict.jmespath;

import dev.kyverdict.values.GoDuration;
import dev.kyverdict.values.Quantity;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.StringNode;

/** What Kyverno calculates with. A text is first taken for a quantity: {@code 30m} is no time. */
sealed interface Operand {

  /** A number of JSON. */
  record Scalar(double value) implements Operand {}

  /** A quantity of Kubernetes. */
  record Amount(Quantity value) implements Operand {}

  /** A duration in nanoseconds. */
  record Span(long nanos) implements Operand {}

  /** Reads a value; empty when it is none of these. */
  static Optional<Operand> of(JsonNode value) {
    if (value instanceof DoubleNode number) {
      return Optional.of(new Scalar(number.doubleValue()));
    }
    if (!(value instanceof StringNode text)) {
      return Optional.empty();
    }
    Optional<Operand> amount = Quantity.parse(text.stringValue()).map(Amount::new);
    if (amount.isPresent()) {
      return amount;
    }
    OptionalLong nanos = GoDuration.parse(text.stringValue());
    return nanos.isPresent() ? Optional.of(new Span(nanos.getAsLong())) : Optional.empty();
  }
}
