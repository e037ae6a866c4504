package dev.kyverdict.fuzz;

import dev.kyverdict.jmespath.Functions;
import dev.kyverdict.jmespath.Functions.Signature;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Cases of the family jp: every function in turn, and expressions of all kinds. */
final class ExpressionCases {

  private static final List<Signature> FUNCTIONS = List.copyOf(Functions.all());

  private ExpressionCases() {}

  static ObjectNode next(Dice dice, long number) {
    Expressions expressions = new Expressions(dice);
    int turn = (int) (number % FUNCTIONS.size());
    String expression =
        dice.chance(55)
            ? expressions.call(FUNCTIONS.get(turn), dice.below(2))
            : expressions.expression(dice.between(1, 3));
    if (dice.chance(15)) {
      expression = expressions.expression(1) + dice.of(" | ", " || ", " == ") + expression;
    }
    if (dice.chance(4)) {
      expression = damaged(dice, expression);
    }
    ObjectNode question = Json.object();
    question.put("expr", expression);
    question.set("input", expressions.document());
    question.put("clock", "2024-05-06T07:08:09Z");
    if (dice.chance(20)) {
      question.put("ints", true);
    }
    return question;
  }

  /** A text with one character dropped, doubled, or another one put in. */
  static String damaged(Dice dice, String text) {
    if (text.isEmpty()) {
      return "@";
    }
    int at = dice.below(text.length());
    int end = text.offsetByCodePoints(text.offsetByCodePoints(at, 0), 0);
    String head = text.substring(0, end);
    return switch (dice.below(3)) {
      case 0 -> head + text.substring(Math.min(text.length(), end + 1));
      case 1 -> head + text.substring(Math.max(0, end - 1));
      default ->
          head
              + dice.of("[", "]", ".", "*", "'", "`", "|", "&", "!", "{", "-", "0")
              + text.substring(end);
    };
  }
}
