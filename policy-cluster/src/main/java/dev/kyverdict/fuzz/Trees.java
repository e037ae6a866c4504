package dev.kyverdict.fuzz;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Random values. */
final class Trees {

  private static final List<Double> NUMBERS =
      List.of(
          0.0,
          1.0,
          -1.0,
          2.0,
          3.0,
          5.0,
          10.0,
          60.0,
          3600.0,
          1.5,
          2.5,
          -0.5,
          1000000.0,
          1e21,
          1024.0,
          16777217.0,
          0.1,
          1e-7);

  private static final List<String> KEYS = List.of("a", "b", "c", "k", "n");

  private Trees() {}

  static JsonNode number(Dice dice) {
    double number = dice.of(NUMBERS);
    boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
    return whole ? Json.NODES.numberNode((long) number) : Json.NODES.numberNode(number);
  }

  /** A text, a number, a boolean or null. */
  static JsonNode scalar(Dice dice) {
    return switch (dice.weighted(60, 25, 8, 7)) {
      case 0 -> Json.text(Texts.any(dice));
      case 1 -> number(dice);
      case 2 -> Json.NODES.booleanNode(dice.chance(50));
      default -> NullNode.getInstance();
    };
  }

  /** A value of so many levels at most. */
  static JsonNode value(Dice dice, int depth) {
    return switch (depth <= 0 ? 0 : dice.weighted(60, 20, 20)) {
      case 0 -> scalar(dice);
      case 1 -> list(dice, depth);
      default -> object(dice, depth);
    };
  }

  /** A list, mostly of one type. */
  static ArrayNode list(Dice dice, int depth) {
    ArrayNode list = Json.NODES.arrayNode();
    int type = dice.below(4);
    for (int left = dice.below(4); left > 0; left--) {
      switch (type) {
        case 0 -> list.add(Texts.word(dice));
        case 1 -> list.add(number(dice));
        default -> list.add(value(dice, depth - 1));
      }
    }
    return list;
  }

  static ObjectNode object(Dice dice, int depth) {
    ObjectNode object = Json.object();
    for (int left = dice.below(4); left > 0; left--) {
      object.set(dice.of(KEYS), value(dice, depth - 1));
    }
    return object;
  }

  /** A shape with its texts and numbers thrown anew here and there. */
  static JsonNode vary(JsonNode tree, Dice dice, int percent) {
    return switch (tree) {
      case ObjectNode object -> {
        ObjectNode copy = Json.object();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
          copy.set(entry.getKey(), vary(entry.getValue(), dice, percent));
        }
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = Json.NODES.arrayNode();
        array.forEach(item -> copy.add(vary(item, dice, percent)));
        yield copy;
      }
      default -> dice.chance(percent) ? scalar(dice) : tree;
    };
  }
}
