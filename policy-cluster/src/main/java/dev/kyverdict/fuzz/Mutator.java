package dev.kyverdict.fuzz;

import dev.kyverdict.engine.conditions.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes one small thing of a real case. */
final class Mutator {

  /** Parts that make a case what it is. */
  private static final List<String> KEPT =
      List.of("apiVersion", "kind", "clock", "id", "op", "background", "kinds", "operation");

  private record Spot(ObjectNode parent, String key) {}

  private Mutator() {}

  /** Changes something somewhere in a tree. */
  static void mutate(Dice dice, ObjectNode tree) {
    List<Spot> spots = new ArrayList<>();
    collect(tree, spots, 0);
    if (!spots.isEmpty()) {
      Spot spot = dice.of(spots);
      change(dice, spot.parent(), spot.key());
    }
  }

  private static void collect(JsonNode tree, List<Spot> spots, int depth) {
    if (tree instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        if (depth > 0 && !KEPT.contains(member.getKey())) {
          spots.add(new Spot(object, member.getKey()));
        }
        collect(member.getValue(), spots, depth + 1);
      }
    } else {
      tree.forEach(item -> collect(item, spots, depth + 1));
    }
  }

  private static void change(Dice dice, ObjectNode parent, String key) {
    JsonNode value = parent.get(key);
    switch (value) {
      case ArrayNode list when !list.isEmpty() -> changeList(dice, parent, key, list);
      case ObjectNode object -> changeObject(dice, parent, key, object);
      default -> {
        if (value.isString()) {
          parent.put(key, text(dice, key, value.asString("")));
        } else {
          changeScalar(dice, parent, key);
        }
      }
    }
  }

  private static void changeList(Dice dice, ObjectNode parent, String key, ArrayNode list) {
    int at = dice.below(list.size());
    switch (dice.below(4)) {
      case 0 -> list.remove(at);
      case 1 -> list.add(list.get(at).deepCopy());
      case 2 -> {
        JsonNode first = list.remove(0);
        list.add(first);
      }
      default -> {
        if (list.get(at).isString()) {
          list.set(at, Json.text(text(dice, key, list.get(at).asString(""))));
        } else {
          parent.remove(key);
        }
      }
    }
  }

  private static void changeObject(Dice dice, ObjectNode parent, String key, ObjectNode object) {
    List<String> keys = List.copyOf(object.propertyNames());
    if (keys.isEmpty() || dice.chance(25)) {
      parent.remove(key);
      return;
    }
    String below = dice.of(keys);
    switch (dice.below(3)) {
      case 0 -> object.remove(below);
      case 1 -> {
        JsonNode value = object.remove(below);
        object.set(dice.of("(%s)", "+(%s)", "=(%s)", "<(%s)", "%sx").formatted(below), value);
      }
      default -> object.set(dice.of("zz", "a", below + "2"), object.get(below).deepCopy());
    }
  }

  private static void changeScalar(Dice dice, ObjectNode parent, String key) {
    switch (dice.below(3)) {
      case 0 -> parent.remove(key);
      case 1 -> parent.set(key, NullNode.getInstance());
      default -> parent.set(key, Trees.scalar(dice));
    }
  }

  private static String text(Dice dice, String key, String text) {
    if (key.equals("operator")) {
      return dice.of(List.of(Operator.values())).toString();
    }
    int close = text.indexOf("}}");
    if (close >= 0 && dice.chance(60)) {
      return text.substring(0, close)
          + dice.of(" || '' ", " | @ ", ".zz", "[0]", " || `1` ", " && 'y' ")
          + text.substring(close);
    }
    return switch (dice.below(5)) {
      case 0 -> text.replaceFirst("\\.(\\w+)", dice.of("", ".zz", ".$1.a", "[0]"));
      case 1 -> dice.of("!", ">", "<=", "") + text + dice.of("*", "", "x", "|a");
      case 2 -> Texts.any(dice);
      case 3 -> ExpressionCases.damaged(dice, text);
      default -> text + " || ''";
    };
  }
}
