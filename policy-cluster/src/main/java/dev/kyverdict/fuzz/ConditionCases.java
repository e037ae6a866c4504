package dev.kyverdict.fuzz;

import dev.kyverdict.engine.conditions.Operator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Cases of the family conditions: each operator on operands that it knows how to compare. */
final class ConditionCases {

  private static final List<List<List<String>>> PAIRS =
      List.of(
          List.of(Texts.DURATIONS, Texts.DURATIONS),
          List.of(Texts.QUANTITIES, Texts.QUANTITIES),
          List.of(Texts.VERSIONS, Texts.VERSIONS),
          List.of(Texts.QUANTITIES, Texts.RANGES),
          List.of(Texts.NUMBERS, Texts.RANGES),
          List.of(Texts.WORDS, Texts.WILDCARDS),
          List.of(Texts.WILDCARDS, Texts.WORDS),
          List.of(Texts.WORDS, Texts.JSON),
          List.of(Texts.NUMBERS, Texts.NUMBERS),
          List.of(Texts.DURATIONS, Texts.RANGES),
          List.of(Texts.WORDS, Texts.WORDS));

  private ConditionCases() {}

  static ObjectNode next(Dice dice) {
    ObjectNode question = Json.object();
    ObjectNode context = Json.object();
    JsonNode conditions =
        dice.chance(65) ? Json.array(condition(dice, context)) : form(dice, context);
    question.set("conditions", conditions);
    question.set("context", context);
    return question;
  }

  private static JsonNode form(Dice dice, ObjectNode context) {
    ObjectNode form = Json.object();
    if (dice.chance(75)) {
      form.set("any", list(dice, context));
    }
    if (dice.chance(65)) {
      form.set(dice.chance(97) ? "all" : "All", list(dice, context));
    }
    return dice.chance(20) ? list(dice, context) : form;
  }

  private static ArrayNode list(Dice dice, ObjectNode context) {
    ArrayNode list = Json.array();
    for (int left = dice.below(4); left > 0; left--) {
      list.add(condition(dice, context));
    }
    return list;
  }

  /** One condition; what its variables are called is added to the context. */
  static ObjectNode condition(Dice dice, ObjectNode context) {
    List<JsonNode> operands = operands(dice);
    ObjectNode condition = Json.object();
    condition.set("key", operand(dice, "k" + context.size(), operands.get(0), context));
    condition.put("operator", operator(dice));
    condition.set("value", operand(dice, "v" + context.size(), operands.get(1), context));
    if (dice.chance(5)) {
      condition.put("message", "told");
    }
    return condition;
  }

  static String operator(Dice dice) {
    String name = dice.of(List.of(Operator.values())).toString();
    return dice.chance(98) ? name : dice.of(name.toLowerCase(java.util.Locale.ROOT), "Equalz", "");
  }

  private static List<JsonNode> operands(Dice dice) {
    List<List<String>> pair = dice.of(PAIRS);
    return List.of(side(dice, pair.get(0)), side(dice, pair.get(1)));
  }

  private static JsonNode side(Dice dice, List<String> texts) {
    return switch (dice.weighted(50, 12, 26, 12)) {
      case 0 -> Json.text(dice.of(texts));
      case 1 -> Trees.number(dice);
      case 2 -> {
        ArrayNode list = Json.array();
        for (int left = dice.below(4); left > 0; left--) {
          list.add(dice.chance(85) ? Json.text(dice.of(texts)) : Trees.scalar(dice));
        }
        yield list;
      }
      default -> Trees.value(dice, 2);
    };
  }

  private static JsonNode operand(Dice dice, String name, JsonNode value, ObjectNode context) {
    if (dice.chance(45)) {
      return value;
    }
    context.set(name, value);
    return switch (dice.weighted(88, 4, 4, 4)) {
      case 0 -> Json.text("{{ " + name + " }}");
      case 1 -> Json.text("{{ " + name + " }}x");
      case 2 -> Json.array(Json.text("{{" + name + "}}"));
      default -> Json.text("{{ " + name + ".zz || '' }}");
    };
  }
}
