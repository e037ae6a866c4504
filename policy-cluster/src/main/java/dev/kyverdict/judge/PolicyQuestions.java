package dev.kyverdict.judge;

import dev.kyverdict.engine.policies.PolicyAdmission;
import dev.kyverdict.engine.policies.PolicyCluster;
import dev.kyverdict.engine.policies.PolicyVerdict;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.render.ManifestReader;
import dev.kyverdict.render.ReadResult;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Answers what becomes of a policy that is created or updated. */
final class PolicyQuestions {

  private static final PolicyAdmission KYVERNO = new PolicyAdmission(PolicyCluster.OFFLINE);

  /** With the kinds of Kubernetes known; an API server drops unknown fields with a warning. */
  private static final PolicyAdmission IN_A_CLUSTER = new PolicyAdmission(PolicyCluster.KUBERNETES);

  private static final Set<String> VERSIONS = Set.of("kyverno.io/v1", "kyverno.io/v2beta1");

  private PolicyQuestions() {}

  /** Reads {@code policy} and {@code oldPolicy}. */
  static ObjectNode answer(ObjectNode question) {
    JsonNode document = question.path("policy");
    JsonNode before = question.path("oldPolicy");
    ReadResult read = ManifestReader.read("policy", document.toString());
    Optional<KyvernoPolicy> model =
        read.manifests().stream()
            .filter(KyvernoPolicy.class::isInstance)
            .map(KyvernoPolicy.class::cast)
            .findFirst();
    boolean cluster = question.path("cluster").asBoolean(false);
    PolicyVerdict verdict =
        (cluster ? IN_A_CLUSTER : KYVERNO)
            .judge(document, model, before.isObject() ? Optional.of(before) : Optional.empty());
    return write(verdict, cluster ? verdict.schema() : schema(document, verdict));
  }

  /** What is said of the schema, as a command line that has the CRDs says it. */
  private static Optional<String> schema(JsonNode document, PolicyVerdict verdict) {
    String version = document.path("apiVersion").asString("");
    String kind = document.path("kind").asString("");
    if (!VERSIONS.contains(version)) {
      return unparsed(
          "failed to retrieve validator: failed to locate OpenAPI spec for GV: " + version);
    }
    if (!kind.equals("ClusterPolicy") && !kind.equals("Policy")) {
      return unparsed(
          "failed to retrieve validator: kind "
              + kind
              + " not found in "
              + version
              + " groupversion");
    }
    if (!verdict.unknownFields().isEmpty()) {
      return unparsed(
          verdict.unknownFields().stream()
              .map(field -> field + ": Invalid value: value provided for unknown field")
              .collect(Collectors.joining("\n")));
    }
    return verdict.schema().map(text -> "failed to validate resource (" + text + ")");
  }

  private static Optional<String> unparsed(String text) {
    return Optional.of("failed to parse document (" + text + ")");
  }

  private static ObjectNode write(PolicyVerdict verdict, Optional<String> schema) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("accepted", verdict.accepted());
    verdict.decode().ifPresent(text -> answer.put("decode", text));
    verdict.errors().stream().findFirst().ifPresent(text -> answer.put("error", text));
    schema.ifPresent(text -> answer.put("schema", text));
    if (!verdict.warnings().isEmpty()) {
      ArrayNode warnings = answer.putArray("warnings");
      verdict.warnings().forEach(warnings::add);
    }
    return answer;
  }
}
