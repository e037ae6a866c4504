package dev.kyverdict.cluster.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.types.Rules.FieldValidation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class DefinitionsTest {

  private static final ResourceType DEFINITIONS =
      TypeRegistry.kubernetes()
          .kind("apiextensions.k8s.io/v1", "CustomResourceDefinition")
          .orElseThrow();

  @Test
  void the_shared_definitions_are_read_without_a_warning_and_serve_all_their_versions()
      throws Exception {
    TypeRegistry registry = TypeRegistry.kubernetes();
    int served = 0;
    for (JsonNode definition : Shared.documents("crds", ".yaml")) {
      var read = Rules.read(DEFINITIONS, definition, FieldValidation.WARN);
      assertThat(read.warnings()).isEmpty();
      Rules.checkCreate(DEFINITIONS, read.object());
      registry = registry.with(read.object());
      served += CustomTypes.of(definition).size();
    }
    assertThat(registry.types()).hasSize(TypeRegistry.kubernetes().types().size() + served);
    ResourceType destinations =
        registry.resource("volsync.backube", "v1alpha1", "replicationdestinations").orElseThrow();
    assertThat(destinations.hasStatus()).isTrue();
  }

  @Test
  void kyvernos_own_definitions_agree_with_the_shared_ones_in_all_that_is_checked()
      throws Exception {
    List<String> compared = new ArrayList<>();
    for (JsonNode definition : Shared.documents("crds/kyverno", ".yaml")) {
      for (ResourceType type : CustomTypes.of(definition)) {
        ResourceType own =
            TypeRegistry.withKyverno().kind(type.apiVersion(), type.kind()).orElseThrow();
        assertThat(own.namespaced()).isEqualTo(type.namespaced());
        assertThat(own.subresources().keySet()).isEqualTo(type.subresources().keySet());
        assertThat(own.shape().fields().keySet()).isEqualTo(type.shape().fields().keySet());
        compared.add(type.toString());
      }
    }
    assertThat(compared).contains("kyverno.io/v1/clusterpolicies");
  }

  @Test
  void a_policy_gets_kyvernos_defaults() throws Exception {
    ResourceType type =
        TypeRegistry.withKyverno().kind("kyverno.io/v1", "ClusterPolicy").orElseThrow();
    JsonNode policy =
        Shared.yaml(
            """
            apiVersion: kyverno.io/v1
            kind: ClusterPolicy
            metadata: {name: a}
            spec:
              rules:
              - name: r
                match: {any: [{resources: {kinds: [Pod]}}]}
                validate: {message: m, pattern: {a: 1}}
            """);
    JsonNode spec = Rules.read(type, policy, FieldValidation.STRICT).object().path("spec");
    assertThat(spec.path("admission").asBoolean()).isTrue();
    assertThat(spec.path("background").asBoolean()).isTrue();
    assertThat(spec.path("emitWarning").isBoolean()).isTrue();
    assertThat(spec.path("validationFailureAction").asString()).isEqualTo("Audit");
    assertThat(spec.path("rules").get(0).path("skipBackgroundRequests").asBoolean()).isTrue();
  }

  @Test
  void policies_are_refused_in_the_words_of_a_real_cluster() throws Exception {
    ResourceType type =
        TypeRegistry.withKyverno().kind("kyverno.io/v1", "ClusterPolicy").orElseThrow();
    int compared = 0;
    List<String> wrong = new ArrayList<>();
    for (JsonNode one : Shared.documents("conformance/live", "13-policy-admission.yaml")) {
      String message = one.path("verdict").path("message").asString("");
      JsonNode policy = one.path("policy");
      if (message.startsWith("ClusterPolicy.kyverno.io")) {
        compared++;
        String own = refusal(type, policy);
        if (!own.equals(message)) {
          wrong.add(one.path("caseId").asString("") + "\n  " + message + "\n  " + own);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(compared).isPositive();
  }

  private static String refusal(ResourceType type, JsonNode policy) {
    try {
      Rules.checkCreate(type, Rules.read(type, policy, FieldValidation.IGNORE).object());
      return "";
    } catch (RefusedException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void a_definition_may_come_and_go() throws Exception {
    JsonNode definition = Definitions.optional().getFirst();
    String name = definition.path("metadata").path("name").asString();
    TypeRegistry with = TypeRegistry.kubernetes().with(definition);
    assertThat(with.groups()).contains("volsync.backube");
    assertThat(with.without(name).types()).isEqualTo(TypeRegistry.kubernetes().types());
    ObjectNode copy = (ObjectNode) definition.deepCopy();
    assertThat(with.with(copy).types()).hasSameSizeAs(with.types());
  }
}
