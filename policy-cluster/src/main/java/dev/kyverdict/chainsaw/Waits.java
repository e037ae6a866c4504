package dev.kyverdict.chainsaw;

import dev.kyverdict.chainsaw.tree.OutOfReachException;
import dev.kyverdict.chainsaw.tree.Template;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code wait}, which is {@code kubectl wait}: for the end or for a condition of one object. */
final class Waits {

  private Waits() {}

  /** Whether it can be waited for. */
  static void demandReach(JsonNode body) {
    JsonNode reason = body.path("for");
    if (body.path("name").isMissingNode() || !(reason.has("deletion") || reason.has("condition"))) {
      throw new OutOfReachException("a wait for a path, or for objects by their labels");
    }
  }

  static void run(Scope scope, JsonNode body) {
    demandReach(body);
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object
        .put("apiVersion", text(scope, body, "apiVersion"))
        .put("kind", text(scope, body, "kind"));
    ObjectNode metadata = object.putObject("metadata");
    metadata.put("name", text(scope, body, "name"));
    if (body.has("namespace")) {
      metadata.put("namespace", text(scope, body, "namespace"));
    }
    JsonNode placed = scope.api().placed(object, scope.namespace());
    JsonNode condition = body.path("for").path("condition");
    boolean came =
        condition.isMissingNode()
            ? Deletes.isGone(scope, placed, scope.defaults().timeout("exec", body))
            : scope
                .api()
                .cluster()
                .await(
                    scope.defaults().timeout("exec", body), () -> holds(scope, placed, condition));
    if (!came) {
      throw new OperationFailedException(
          "timed out waiting for the condition on " + Manifest.title(placed));
    }
  }

  private static boolean holds(Scope scope, JsonNode object, JsonNode condition) {
    String name = text(scope, condition, "name");
    String value =
        condition.has("value")
            ? text(scope, condition, "value").replaceAll("^['\"]|['\"]$", "")
            : "true";
    for (JsonNode there : scope.api().get(object).at("/status/conditions")) {
      if (there.path("type").asString("").equalsIgnoreCase(name)) {
        return there.path("status").asString("").equalsIgnoreCase(value);
      }
    }
    return false;
  }

  private static String text(Scope scope, JsonNode body, String field) {
    return Template.text(body.path(field).asString(""), scope.bindings());
  }
}
