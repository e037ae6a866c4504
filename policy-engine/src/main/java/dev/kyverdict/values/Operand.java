package dev.kyverdict.values;

import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * A value as text patterns compare it.
 *
 * @param amount its text as a duration or quantity; empty for booleans, lists and objects
 * @param text its text among other texts; empty for null, lists and objects
 */
record Operand(Optional<String> amount, Optional<String> text) {

  private static final Operand NULL = new Operand(Optional.of("0"), Optional.empty());
  private static final Operand NONE = new Operand(Optional.empty(), Optional.empty());

  static Operand of(String value) {
    return new Operand(Optional.of(value), Optional.of(value));
  }

  static Operand of(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> of(value.stringValue());
      case BOOLEAN ->
          new Operand(Optional.empty(), Optional.of(Boolean.toString(value.booleanValue())));
      case NUMBER ->
          value.isDouble()
              ? new Operand(
                  Optional.of(GoFormat.fixed(value.doubleValue())),
                  Optional.of(GoFormat.scientific(value.doubleValue())))
              : of(value.asString());
      case OBJECT, ARRAY -> NONE;
      default -> NULL;
    };
  }

  boolean is(ScalarPattern.Relation relation, String pattern) {
    if (amount.isPresent()) {
      OptionalLong duration = GoDuration.parse(pattern);
      OptionalLong own = duration.isPresent() ? GoDuration.parse(amount.get()) : duration;
      if (own.isPresent()) {
        return relation.holds(Long.compare(own.getAsLong(), duration.getAsLong()));
      }
      Optional<Quantity> quantity = Quantity.parse(pattern);
      Optional<Quantity> size = quantity.flatMap(q -> Quantity.parse(amount.get()));
      if (size.isPresent()) {
        return relation.holds(size.get().compareTo(quantity.get()));
      }
    }
    return switch (relation) {
      case EQUAL -> text.isPresent() && Wildcard.matches(pattern, text.get());
      case NOT_EQUAL -> text.isPresent() && !Wildcard.matches(pattern, text.get());
      default -> false;
    };
  }
}
