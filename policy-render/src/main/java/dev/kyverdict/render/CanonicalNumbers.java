package dev.kyverdict.render;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One node class a number, the one that reading YAML gives: Jackson finds an {@code IntNode} and a
 * {@code LongNode} of the same number unequal.
 */
final class CanonicalNumbers {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private CanonicalNumbers() {}

  static ObjectNode of(ObjectNode object) {
    ObjectNode canonical = JSON.objectNode();
    object.forEachEntry((name, value) -> canonical.set(name, of(value)));
    return canonical;
  }

  private static JsonNode of(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> of(object);
      case ArrayNode array -> Mapping.array(List.copyOf(array.values()), CanonicalNumbers::of);
      default -> node.isNumber() ? number(node.decimalValue()) : node;
    };
  }

  private static JsonNode number(BigDecimal number) {
    boolean whole = number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    BigInteger integer = number.toBigInteger();
    if (!whole || integer.bitLength() > 64) {
      return JSON.numberNode(number.doubleValue());
    }
    if (integer.bitLength() > 63) {
      return JSON.numberNode(integer);
    }
    return integer.bitLength() > 31
        ? JSON.numberNode(integer.longValueExact())
        : JSON.numberNode(integer.intValueExact());
  }
}
