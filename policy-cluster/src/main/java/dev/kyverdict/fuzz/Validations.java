package dev.kyverdict.fuzz;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Validate rules: patterns, deny conditions, and both within a foreach. */
final class Validations {

  private final Scene scene;
  private final Dice dice;

  Validations(Scene scene) {
    this.scene = scene;
    this.dice = scene.dice;
  }

  ObjectNode validate() {
    ObjectNode validate = Json.object();
    if (dice.chance(85)) {
      validate.put("message", dice.chance(70) ? "told" : "told " + scene.variable());
    }
    if (dice.chance(75)) {
      validate.put("failureAction", dice.of("Enforce", "Enforce", "Audit"));
    }
    if (dice.chance(10)) {
      validate.put("allowExistingViolations", dice.chance(50));
    }
    if (dice.chance(24)) {
      validate.set("foreach", forEaches(2));
    } else {
      check(validate, scene.object);
    }
    return validate;
  }

  private void check(ObjectNode into, JsonNode about) {
    switch (dice.weighted(45, 15, 40)) {
      case 0 -> into.set("pattern", pattern(about));
      case 1 -> into.set("anyPattern", Json.array(pattern(about), pattern(about)));
      default -> into.set("deny", deny());
    }
  }

  private ObjectNode deny() {
    if (dice.chance(5)) {
      return Json.object();
    }
    boolean deny = dice.chance(scene.mood == Scene.Mood.PASS ? 10 : 35);
    return Json.object("conditions", new RuleConditions(scene).rule(deny));
  }

  /** A pattern grown from the object, its head left out, with a variable here and there. */
  private JsonNode pattern(JsonNode about) {
    ObjectNode pattern = Json.object();
    int anchors = scene.mood == Scene.Mood.SKIP ? 2 : 1;
    for (String part : new String[] {"metadata", "spec", "data", "name", "image", "env"}) {
      JsonNode there = about.path(part);
      if (!there.isMissingNode() && dice.chance(60)) {
        boolean loose = dice.chance(scene.mood == Scene.Mood.PASS ? 30 : 65);
        pattern.set(part, loose ? PatternCases.pattern(dice, there, anchors) : subset(there));
      }
    }
    if (dice.chance(30)) {
      pattern.set(
          "metadata",
          Json.object(
              dice.of("name", "=(name)", "(name)", "generateName"),
              Json.text(dice.chance(50) ? "?*" : scene.variable())));
    }
    if (scene.mood == Scene.Mood.SKIP && dice.chance(60)) {
      pattern.set(dice.of("<(kind)", "(zz)", "(kind)"), Json.text("Zz"));
    }
    return pattern;
  }

  private JsonNode subset(JsonNode tree) {
    return switch (tree) {
      case ObjectNode object -> {
        ObjectNode part = Json.object();
        object
            .properties()
            .forEach(
                member -> {
                  if (dice.chance(60)) {
                    part.set(member.getKey(), subset(member.getValue()));
                  }
                });
        yield part;
      }
      case ArrayNode list -> list.isEmpty() ? Json.text("*") : Json.array(subset(list.get(0)));
      case NullNode none -> none;
      default -> dice.chance(60) ? tree : Json.text("?*");
    };
  }

  private ArrayNode forEaches(int depth) {
    return Loops.some(scene, 85, one -> loop(one, depth));
  }

  private void loop(ObjectNode one, int depth) {
    Loops.prepare(scene, one, 25, 35);
    if (dice.chance(20)) {
      one.put("elementScope", dice.chance(50));
    }
    if (depth > 1 && dice.chance(15)) {
      one.set("foreach", forEaches(depth - 1));
    } else {
      check(one, element());
    }
  }

  private JsonNode element() {
    JsonNode first = scene.object.path("spec").path("containers").path(0);
    return first.isObject() ? first : Json.read("{'name':'a','v':1}");
  }
}
