package dev.kyverdict.engine.policies;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Policies of {@code kyverno.io/v2beta1}: what its CRD does not know is lost before Kyverno sees
 * it.
 */
final class OlderVersion {

  private static final String NAME = "kyverno.io/v2beta1";
  private static final List<String> OF_MATCH =
      List.of("resources", "subjects", "roles", "clusterRoles");
  private static final List<String> OF_IMAGES =
      List.of(
          "additionalExtensions",
          "annotations",
          "cosignOCI11",
          "image",
          "issuer",
          "key",
          "roots",
          "subject");

  private OlderVersion() {}

  /** Whether a document is of this version. */
  static boolean is(JsonNode document) {
    return document.path("apiVersion").asString("").equals(NAME);
  }

  /** The document without what is lost. */
  static JsonNode pruned(JsonNode document) {
    JsonNode copy = document.deepCopy();
    for (JsonNode rule : copy.path("spec").path("rules")) {
      remove(rule.path("match"), OF_MATCH);
      remove(rule.path("exclude"), OF_MATCH);
      remove(rule.path("validate"), List.of("allowExistingViolations"));
      rule.path("verifyImages").forEach(image -> remove(image, OF_IMAGES));
    }
    return copy;
  }

  /** Takes out of a decoded policy the defaults that this version does not have. */
  static void withoutPresets(JsonNode policy) {
    for (JsonNode rule : policy.path("spec").path("rules")) {
      remove(rule.path("validate"), List.of("allowExistingViolations"));
    }
  }

  private static void remove(JsonNode node, List<String> names) {
    if (node instanceof ObjectNode object) {
      object.remove(names);
    }
  }
}
