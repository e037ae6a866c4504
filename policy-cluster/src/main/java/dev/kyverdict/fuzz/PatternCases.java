package dev.kyverdict.fuzz;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Cases of the family patterns: an object, and a pattern grown from it. */
final class PatternCases {

  private static final List<String> ANCHORS = List.of("(%s)", "<(%s)", "=(%s)", "X(%s)", "^(%s)");

  private PatternCases() {}

  static ObjectNode next(Dice dice) {
    ObjectNode body = Trees.object(dice, 3);
    body.set("l", things(dice));
    body.set("v", value(dice));
    ObjectNode question = Json.object();
    if (dice.chance(85)) {
      question.set("pattern", Json.object("spec", pattern(dice, body, 2)));
    } else {
      ArrayNode any = Json.array();
      for (int left = dice.between(1, 3); left > 0; left--) {
        any.add(Json.object("spec", pattern(dice, body, 2)));
      }
      question.set("anyPattern", any);
    }
    question.set("object", Json.object("spec", body));
    return question;
  }

  private static JsonNode things(Dice dice) {
    ArrayNode list = Json.array();
    for (int left = dice.below(4); left > 0; left--) {
      ObjectNode thing = Json.object();
      thing.put("name", dice.of("a", "b", "ab"));
      thing.set(dice.of("v", "k"), value(dice));
      list.add(thing);
    }
    return list;
  }

  private static JsonNode value(Dice dice) {
    return switch (dice.weighted(24, 24, 15, 32, 5)) {
      case 0 -> Json.text(dice.of(Texts.QUANTITIES));
      case 1 -> Json.text(dice.of(Texts.DURATIONS));
      case 2 -> Trees.number(dice);
      case 3 -> Trees.value(dice, 1);
      default -> Json.NODES.booleanNode(dice.chance(30));
    };
  }

  /** A pattern that the tree may match: parts dropped, keys anchored, scalars loosened. */
  static JsonNode pattern(Dice dice, JsonNode tree, int anchors) {
    return switch (tree) {
      case ObjectNode object -> map(dice, object, anchors);
      case ArrayNode list -> list(dice, list, anchors);
      default -> scalar(dice, tree);
    };
  }

  private static JsonNode map(Dice dice, ObjectNode object, int anchors) {
    if (dice.chance(4)) {
      return scalar(dice, Json.text("a"));
    }
    ObjectNode pattern = Json.object();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      if (dice.chance(70)) {
        boolean anchored = dice.chance(12 * anchors);
        JsonNode value = pattern(dice, entry.getValue(), anchors);
        pattern.set(anchored ? anchor(dice, entry.getKey(), value) : entry.getKey(), value);
      }
    }
    if (dice.chance(12)) {
      JsonNode value = dice.chance(30) ? NullNode.getInstance() : scalar(dice, Json.text("a"));
      pattern.set(anchor(dice, dice.of("zz", "a", "name"), value), value);
    }
    return pattern;
  }

  private static String anchor(Dice dice, String key, JsonNode value) {
    String form = dice.of(ANCHORS);
    if (form.startsWith("^") && !value.isArray()) {
      form = "(%s)";
    }
    return dice.chance(3) ? "+(" + key + ")" : form.formatted(key);
  }

  private static JsonNode list(Dice dice, ArrayNode list, int anchors) {
    if (list.isEmpty() || dice.chance(8)) {
      return dice.chance(50) ? Json.array() : Json.array(scalar(dice, Json.text("a")));
    }
    ArrayNode pattern = Json.array(pattern(dice, list.get(dice.below(list.size())), anchors + 1));
    if (dice.chance(8)) {
      pattern.add(pattern(dice, list.get(0), anchors));
    }
    return pattern;
  }

  /** A scalar pattern for a value. */
  static JsonNode scalar(Dice dice, JsonNode value) {
    return switch (dice.weighted(32, 12, 12, 10, 12, 12, 10)) {
      case 0 -> value;
      case 1 -> Json.text(dice.of("?*", "*", "!?*", "*?", "!*"));
      case 2 -> Json.text(dice.of(">", ">=", "<", "<=", "!", "! ", ">= ") + value.asString("1"));
      case 3 -> Json.text(value.asString("a") + dice.of(" | ", "|", " & ", "&") + Texts.any(dice));
      case 4 -> Json.text(dice.of(dice.of(List.of(Texts.SCALAR_PATTERNS, Texts.RANGES))));
      case 5 ->
          Json.text(dice.of(dice.of(List.of(Texts.WILDCARDS, Texts.QUANTITIES, Texts.DURATIONS))));
      default -> dice.chance(40) ? NullNode.getInstance() : Trees.scalar(dice);
    };
  }
}
