package dev.kyverdict.render;

import dev.kyverdict.model.V2beta1;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A policy of {@code kyverno.io/v2beta1}. The API server stores it as v1, but only what the older
 * schema knows gets that far.
 */
final class OlderPolicy {

  private final Findings findings;

  private OlderPolicy(Findings findings) {
    this.findings = findings;
  }

  /** Removes from a document what its API server would not keep. */
  static void prune(ObjectNode document, Findings findings) {
    OlderPolicy older = new OlderPolicy(findings);
    int index = 0;
    for (JsonNode rule : document.path("spec").path("rules")) {
      older.rule(rule, "/spec/rules/" + index++);
    }
  }

  private void rule(JsonNode rule, String pointer) {
    Stream.of("match", "exclude")
        .forEach(part -> remove(rule.path(part), pointer + "/" + part, V2beta1.NOT_IN_MATCH));
    remove(rule.path("validate"), pointer + "/validate", V2beta1.NOT_IN_VALIDATE);
    int index = 0;
    for (JsonNode image : rule.path("verifyImages")) {
      remove(image, pointer + "/verifyImages/" + index++, V2beta1.NOT_IN_VERIFY_IMAGES);
    }
    noList(rule.path("preconditions"), pointer + "/preconditions");
    noList(
        rule.path("validate").path("deny").path("conditions"),
        pointer + "/validate/deny/conditions");
  }

  private void remove(JsonNode node, String pointer, List<String> names) {
    if (node instanceof ObjectNode object) {
      for (String name : names) {
        if (object.has(name)) {
          object.remove(name);
          findings.warning(
              "older-version",
              Findings.below(pointer, name),
              "is no field of kyverno.io/v2beta1 and is lost",
              "write apiVersion: kyverno.io/v1");
        }
      }
    }
  }

  private void noList(JsonNode conditions, String pointer) {
    if (conditions.isArray()) {
      findings.error(
          "wrong-type",
          pointer,
          "is a list, which kyverno.io/v2beta1 does not take",
          "write it below all:, or apiVersion: kyverno.io/v1");
    }
  }
}
