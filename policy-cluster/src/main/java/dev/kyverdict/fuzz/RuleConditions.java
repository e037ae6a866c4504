package dev.kyverdict.fuzz;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Preconditions and deny conditions that suit the mood of the scene. */
final class RuleConditions {

  private final Scene scene;
  private final Dice dice;

  RuleConditions(Scene scene) {
    this.scene = scene;
    this.dice = scene.dice;
  }

  /** Conditions as a rule has them: a list, or any and all. */
  JsonNode rule(boolean wanted) {
    return dice.chance(12) ? list(wanted) : form(wanted);
  }

  /** Conditions as a foreach has them. */
  ObjectNode form(boolean wanted) {
    ObjectNode form = Json.object();
    int shape = dice.below(10);
    if (shape < 7) {
      form.set("all", list(wanted));
    }
    if (shape >= 6) {
      form.set("any", list(wanted));
    }
    return form;
  }

  private ArrayNode list(boolean wanted) {
    ArrayNode list = Json.array(condition(wanted));
    for (int more = dice.below(100) / 65; more > 0; more--) {
      list.add(condition(dice.chance(50) == wanted || wanted));
    }
    return list;
  }

  private ObjectNode condition(boolean wanted) {
    ObjectNode condition = Json.object();
    String variable = "{{ " + scene.query() + " }}";
    if (dice.chance(scene.mood == Scene.Mood.ANY ? 60 : 15)) {
      ObjectNode any = ConditionCases.condition(dice, Json.object());
      condition.put("key", dice.chance(90) ? variable : scene.variable());
      condition.set("operator", any.get("operator"));
      JsonNode value = any.get("value");
      boolean isVariable = value.toString().contains("{{");
      condition.set("value", isVariable ? Json.text(scene.variable()) : value);
      if (condition.path("operator").asString("").isEmpty()) {
        condition.put("operator", "Equals");
      }
      return condition;
    }
    condition.put("key", variable);
    switch (dice.below(4)) {
      case 0 -> condition.put("operator", wanted ? "NotEquals" : "Equals").put("value", "zzz");
      case 1 ->
          condition
              .put("operator", wanted ? "AnyNotIn" : "AnyIn")
              .set("value", Json.read("['zzz','y*z']"));
      case 2 ->
          condition
              .put("operator", wanted ? "AllNotIn" : "AllIn")
              .set("value", Json.read("['zzz','qq']"));
      default -> condition.put("operator", wanted ? "NotEquals" : "Equals").put("value", "");
    }
    if (!wanted && dice.chance(15)) {
      condition.put("message", "because {{ request.operation }}");
    }
    return condition;
  }
}
