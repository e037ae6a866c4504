package dev.kyverdict.fuzz;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a rule matches and excludes; mostly the object of the scene. */
final class Matches {

  private final Scene scene;
  private final Dice dice;

  Matches(Scene scene) {
    this.scene = scene;
    this.dice = scene.dice;
  }

  ObjectNode match() {
    ObjectNode match = Json.object();
    switch (dice.weighted(76, 12, 12)) {
      case 0 -> match.set("any", filters());
      case 1 -> match.set("all", filters());
      default -> match.setAll(filter(false));
    }
    return match;
  }

  /** Something that mostly excludes nothing. */
  ObjectNode exclude() {
    ObjectNode exclude = Json.object();
    ArrayNode filters = Json.array(filter(true));
    if (dice.chance(20)) {
      filters.add(filter(true));
    }
    exclude.set(dice.of("any", "all"), filters);
    return exclude;
  }

  private ArrayNode filters() {
    ArrayNode filters = Json.array(filter(false));
    if (dice.chance(15)) {
      filters.add(filter(dice.chance(40)));
    }
    return filters;
  }

  private ObjectNode filter(boolean narrow) {
    ObjectNode resources = Json.object();
    resources.set("kinds", kinds());
    for (int more = narrow ? dice.between(1, 2) : dice.below(100) / 75; more > 0; more--) {
      attribute(resources);
    }
    ObjectNode filter = Json.object("resources", resources);
    if (dice.chance(narrow ? 30 : 5)) {
      filter.set("subjects", subjects());
    }
    if (dice.chance(narrow ? 10 : 2)) {
      filter.set(dice.of("roles", "clusterRoles"), Json.read("['admin','app:edit']"));
    }
    return filter;
  }

  private ArrayNode kinds() {
    ArrayNode kinds = Json.array();
    String kind = scene.kind();
    kinds.add(
        switch (dice.weighted(80, 6, 4, 4, 3, 3)) {
          case 0 -> kind;
          case 1 -> scene.object.path("apiVersion").asString("") + "/" + kind;
          case 2 -> "*";
          case 3 -> "*/" + kind;
          case 4 -> kind.charAt(0) + "*";
          default ->
              dice.of(
                  "Pod", "Secret", "v1/*", "*/*", "Pod/status", "Deployment.apps", kind + "/scale");
        });
    if (dice.chance(8)) {
      kinds.add(dice.of("Pod", "Secret", "Deployment", "PersistentVolumeClaim"));
    }
    return kinds;
  }

  private void attribute(ObjectNode resources) {
    switch (dice.below(8)) {
      case 0 ->
          resources.set(
              "namespaces", Json.array(Json.text(dice.of("app", "a*", "prod", "team-?"))));
      case 1 ->
          resources.set("names", Json.array(Json.text(dice.of("*", "d*", "pod", "?ata", "x"))));
      case 2 -> resources.put("name", dice.of("data", "*", "pod*", "zz"));
      case 3 ->
          resources.set(
              "annotations",
              Json.read(dice.of("{'a':'b'}", "{'a':'*'}", "{'*':'?'}", "{'zz':'y'}")));
      case 4 -> resources.set("selector", selector("app", "web"));
      case 5 -> resources.set("namespaceSelector", selector("team", "a"));
      default -> resources.set("operations", operations());
    }
  }

  private JsonNode operations() {
    return Json.read(
        dice.of("['CREATE']", "['CREATE','UPDATE']", "['UPDATE','DELETE']", "['DELETE','CREATE']"));
  }

  private JsonNode selector(String key, String value) {
    return switch (dice.below(6)) {
      case 0, 1 -> Json.object("matchLabels", Json.object(key, Json.text(value)));
      case 2 -> Json.object("matchLabels", Json.object(key, Json.text(dice.of("*", "w?b", "zz"))));
      case 3 -> expression(key, dice.of("Exists", "DoesNotExist"), Json.array());
      case 4 ->
          expression(key, dice.of("In", "NotIn"), Json.array(Json.text(value), Json.text("b")));
      default -> Json.object("matchLabels", Json.object(key.charAt(0) + "*", Json.text("*")));
    };
  }

  private static JsonNode expression(String key, String operator, ArrayNode values) {
    ObjectNode expression = Json.object("key", Json.text(key));
    expression.put("operator", operator);
    if (!values.isEmpty()) {
      expression.set("values", values);
    }
    return Json.object("matchExpressions", Json.array(expression));
  }

  private ArrayNode subjects() {
    return Json.array(
        Json.read(
            dice.of(
                List.of(
                    "{'kind':'User','name':'alice'}",
                    "{'kind':'User','name':'b*'}",
                    "{'kind':'Group','name':'dev'}",
                    "{'kind':'Group','name':'system:*'}",
                    "{'kind':'ServiceAccount','name':'sa','namespace':'app'}",
                    "{'kind':'ServiceAccount','name':'*','namespace':'kube-?ystem'}"))));
  }
}
