package dev.kyverdict.referee;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request for a claim, and what Kyverno makes of it.
 *
 * @param operation CREATE, UPDATE or DELETE
 * @param claim the claim
 * @param world what the API answers
 * @param dryRun whether nothing is to be stored
 */
record Admission(String operation, Claim claim, World world, boolean dryRun) {

  static Admission create(Claim claim, World world) {
    return new Admission("CREATE", claim, world, false);
  }

  /** The same request, of which nothing is to be stored. */
  Admission asDryRun() {
    return new Admission(operation, claim, world, true);
  }

  static Admission update(Claim claim, World world) {
    return new Admission("UPDATE", claim, world, false);
  }

  /** The question for Kyverno's packages. */
  ObjectNode question(List<ObjectNode> policies) {
    ObjectNode question = JsonNodeFactory.instance.objectNode().put("id", claim.key());
    question.putArray("policies").addAll(policies);
    ObjectNode request = question.putObject("request").put("operation", operation);
    request.set("object", claim.object());
    if (operation.equals("UPDATE")) {
      request.set("oldObject", claim.object());
    }
    request.putObject("namespaceLabels").put("kubernetes.io/metadata.name", claim.namespace());
    if (dryRun) {
      request.put("dryRun", true);
    }
    question.set("api", world.api());
    return question;
  }

  /** What must come of a request. */
  enum Outcome {
    /** Admitted, byte for byte as it was sent. */
    UNCHANGED,
    /** Admitted, pointed at its destination. */
    RESTORED,
    /** Admitted, without the source that it named. */
    STRIPPED,
    /** Denied by the gate, which says why and what to do. */
    DENIED,
    /** Denied by an error: what had to be known could not be. */
    UNKNOWN
  }

  /** What came of it. */
  Outcome outcome(JsonNode answer) {
    List<String> passed =
        answer
            .path("rules")
            .valueStream()
            .filter(rule -> rule.path("phase").asString("").equals("mutate"))
            .filter(rule -> rule.path("status").asString("").equals("pass"))
            .map(rule -> rule.path("name").asString(""))
            .toList();
    if (passed.size() > 1) {
      throw new AssertionError(claim.key() + ": one rule undoes what another did: " + passed);
    }
    if (!answer.path("allowed").asBoolean(false)) {
      boolean gate = answer.path("deny").asString("").contains("may not start empty");
      return gate ? Outcome.DENIED : Outcome.UNKNOWN;
    }
    JsonNode object = answer.path("object");
    if (object.isMissingNode() || object.isNull() || object.equals(claim.object())) {
      return Outcome.UNCHANGED;
    }
    if (object.equals(claim.restored())) {
      return Outcome.RESTORED;
    }
    Claim stripped = claim.without("spec", "dataSource").without("spec", "dataSourceRef");
    if (object.equals(stripped.object())) {
      return Outcome.STRIPPED;
    }
    throw new AssertionError(claim.key() + " became " + object);
  }
}
