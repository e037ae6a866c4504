package dev.kyverdict.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** {@code verifyImages}, read from its tree. */
final class VerifyImagesChecks {

  private static final List<String> TYPES = List.of("Cosign", "SigstoreBundle", "Notary");
  private static final List<String> ACTIONS = List.of("Audit", "Enforce");
  private static final Set<String> PROVIDERS =
      Set.of("default", "amazon", "azure", "google", "github");

  private VerifyImagesChecks() {}

  static void of(Where where, JsonNode tree, boolean auditBefore, Consumer<Problem> report) {
    List<JsonNode> images = TreeText.items(tree);
    if (images.isEmpty()) {
      report.accept(RuleChecks.withoutAction(where));
    }
    boolean audit = auditBefore;
    for (int i = 0; i < images.size(); i++) {
      JsonNode image = images.get(i);
      if (image.hasNonNull("failureAction")) {
        // Kyverno carries the action of one image over to the next ones that have none.
        audit = !image.path("failureAction").asString("").equals("Enforce");
      }
      image(where.at(i), image, audit, report);
    }
  }

  static boolean mutatesDigest(JsonNode image) {
    return image.path("mutateDigest").asBoolean(true);
  }

  private static void image(Where where, JsonNode image, boolean audit, Consumer<Problem> report) {
    oneOf(where.at("type"), image.path("type"), TYPES, report);
    oneOf(where.at("failureAction"), image.path("failureAction"), ACTIONS, report);
    credentials(
        where.at("imageRegistryCredentials"), image.path("imageRegistryCredentials"), report);
    if (audit && mutatesDigest(image)) {
      report.accept(
          where
              .at("mutateDigest")
              .error(
                  "verify-digest-under-audit",
                  "is true unless set, and an audit changes nothing",
                  "set mutateDigest to false, or failureAction to Enforce"));
    }
    if (image.path("imageReferences").isEmpty() && image.path("image").asString("").isEmpty()) {
      report.accept(
          where.error("verify-no-images", "names no images", "add imageReferences, '*' for all"));
    }
    withoutVariables(where.at("imageReferences"), image.path("imageReferences"), report);
    AttestorChecks.of(where.at("attestors"), image.path("attestors"), report);
    attestations(where.at("attestations"), image.path("attestations"), report);
    denied(
        where.at("validate", "deny", "conditions"),
        image.path("validate").path("deny").path("conditions"),
        report);
    if (image.path("type").asString("").equals("Notary")) {
      AttestorChecks.ofNotary(where.at("attestors"), image.path("attestors"), report);
    }
  }

  private static void withoutVariables(Where where, JsonNode references, Consumer<Problem> report) {
    TreeText.items(references).stream()
        .filter(reference -> !Braces.in(reference.asString("")).isEmpty())
        .map(
            reference ->
                where.error(
                    "variable-in-image-reference",
                    reference + " holds a variable",
                    "name the images with wildcards"))
        .forEach(report);
  }

  static void credentials(Where where, JsonNode credentials, Consumer<Problem> report) {
    TreeText.items(credentials.path("providers")).stream()
        .filter(provider -> !PROVIDERS.contains(provider.asString("")))
        .map(
            provider ->
                where
                    .at("providers")
                    .error(
                        "registry-provider",
                        provider + " is no provider",
                        "write default, amazon, azure, google or github"))
        .forEach(report);
  }

  private static void oneOf(
      Where where, JsonNode value, List<String> allowed, Consumer<Problem> report) {
    Optional.of(value)
        .filter(JsonNode::isString)
        .filter(text -> !allowed.contains(text.stringValue()))
        .map(
            text ->
                where.error(
                    "verify-" + (allowed.equals(TYPES) ? "type" : "failure-action"),
                    text + " does not exist",
                    "write one of " + String.join(", ", allowed)))
        .ifPresent(report);
  }

  private static void attestations(Where where, JsonNode tree, Consumer<Problem> report) {
    List<JsonNode> attestations = TreeText.items(tree);
    for (int i = 0; i < attestations.size(); i++) {
      JsonNode attestation = attestations.get(i);
      Where at = where.at(i);
      AttestorChecks.of(at.at("attestors"), attestation.path("attestors"), report);
      List<JsonNode> conditions = TreeText.items(attestation.path("conditions"));
      for (int j = 0; j < conditions.size(); j++) {
        ConditionChecks.operators(at.at("conditions").at(j), anyAll(conditions.get(j)), report);
      }
    }
  }

  private static void denied(Where where, JsonNode tree, Consumer<Problem> report) {
    if (tree.isArray()) {
      ConditionChecks.ofRule(where, new Conditions.Listed(conditions(tree)), report);
    } else {
      ConditionChecks.ofRule(where, anyAll(tree), report);
    }
  }

  private static Conditions anyAll(JsonNode tree) {
    return new Conditions.AnyAll(
        Optional.of(conditions(tree.path("any"))), Optional.of(conditions(tree.path("all"))));
  }

  private static List<Conditions.Condition> conditions(JsonNode list) {
    return TreeText.items(list).stream()
        .map(
            node ->
                new Conditions.Condition(
                    node.path("key"),
                    node.path("operator").asString(""),
                    node.path("value"),
                    Optional.empty()))
        .toList();
  }
}
