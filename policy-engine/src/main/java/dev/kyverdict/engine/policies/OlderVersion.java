package dev.kyverdict.engine.policies;

import dev.kyverdict.model.V2beta1;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Policies of {@code kyverno.io/v2beta1}: what its CRD does not know is lost before Kyverno sees
 * it.
 */
final class OlderVersion {

  private OlderVersion() {}

  /** Whether a document is of this version. */
  static boolean is(JsonNode document) {
    return document.path("apiVersion").asString("").equals(V2beta1.API_VERSION);
  }

  /** The document without what is lost. */
  static JsonNode pruned(JsonNode document) {
    JsonNode copy = document.deepCopy();
    for (JsonNode rule : copy.path("spec").path("rules")) {
      remove(rule.path("match"), V2beta1.NOT_IN_MATCH);
      remove(rule.path("exclude"), V2beta1.NOT_IN_MATCH);
      remove(rule.path("validate"), V2beta1.NOT_IN_VALIDATE);
      rule.path("verifyImages").forEach(image -> remove(image, V2beta1.NOT_IN_VERIFY_IMAGES));
    }
    return copy;
  }

  /** Takes out of a decoded policy the defaults that this version does not have. */
  static void withoutPresets(JsonNode policy) {
    for (JsonNode rule : policy.path("spec").path("rules")) {
      remove(rule.path("validate"), V2beta1.NOT_IN_VALIDATE);
    }
  }

  private static void remove(JsonNode node, List<String> names) {
    if (node instanceof ObjectNode object) {
      object.remove(names);
    }
  }
}
