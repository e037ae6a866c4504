package dev.kyverdict.fuzz;

import tools.jackson.databind.node.ObjectNode;

/** Requests for admission of an object. */
final class Requests {

  private Requests() {}

  static ObjectNode request(Dice dice, ObjectNode object) {
    ObjectNode request = Json.object();
    switch (dice.weighted(70, 18, 12)) {
      case 0 -> request.set("object", object);
      case 1 -> {
        request.put("operation", "UPDATE");
        request.set("object", object);
        request.set("oldObject", Objects.changed(dice, object.deepCopy()));
      }
      default -> {
        request.put("operation", "DELETE");
        request.set("oldObject", object);
      }
    }
    if (dice.chance(10)) {
      request.put("dryRun", true);
    }
    if (dice.chance(15)) {
      request.set(
          "userInfo",
          Json.read(
              dice.of(
                  "{'username':'bob','groups':['ops']}",
                  "{'username':'system:serviceaccount:app:sa','groups':['system:serviceaccounts']}",
                  "{'username':'system:serviceaccount:kube-system:x'}",
                  "{'username':'alice','groups':['dev'],'extra':{'a':['b']}}")));
    }
    if (dice.chance(8)) {
      request.set(dice.of("roles", "clusterRoles"), Json.read("['admin','app:edit']"));
    }
    if (dice.chance(15)) {
      request.set("namespaceLabels", Json.read(dice.of("{'team':'a'}", "{'team':'b','env':'x'}")));
    }
    if (dice.chance(3)) {
      subresource(dice, request);
    }
    return request;
  }

  private static void subresource(Dice dice, ObjectNode request) {
    String kind = request.path("object").path("kind").asString("");
    request.put(
        "subResource", kind.equals("Pod") ? dice.of("status", "ephemeralcontainers") : "status");
  }
}
