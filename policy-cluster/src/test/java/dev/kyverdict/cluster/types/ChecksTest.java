package dev.kyverdict.cluster.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kyverdict.cluster.types.Rules.FieldValidation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ChecksTest {

  private static final TypeRegistry TYPES = TypeRegistry.withKyverno();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: ns, labels: {a: '-'}}}"
            + "|ConfigMap \"a\" is invalid: metadata.labels: Invalid value: \"-\": a valid label"
            + " must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and"
            + " must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value', "
            + " or '12345', regex used for validation is"
            + " '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
        "{apiVersion: v1, kind: Namespace, metadata: {name: a.b}}"
            + "|Namespace \"a.b\" is invalid: metadata.name: Invalid value: \"a.b\": must not"
            + " contain dots",
        "{apiVersion: v1, kind: Secret, metadata: {namespace: ns}}"
            + "|Secret \"\" is invalid: metadata.name: Required value: name or generateName is"
            + " required",
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a, namespace: ns}, spec:"
            + " {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: c}}, spec:"
            + " {containers: [{name: c, image: i}]}}}}"
            + "|Deployment.apps \"a\" is invalid: spec.template.metadata.labels: Invalid value:"
            + " {\"a\":\"c\"}: `selector` does not match template `labels`",
        "{apiVersion: batch/v1, kind: Job, metadata: {name: a, namespace: ns}, spec: {template:"
            + " {spec: {containers: [{name: c, image: i}]}}}}"
            + "|Job.batch \"a\" is invalid: spec.template.spec.restartPolicy: Required value: valid"
            + " values: \"OnFailure\", \"Never\"",
        "{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: ns}, spec: {containers: []}}"
            + "|Pod \"a\" is invalid: spec.containers: Required value",
        "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a, namespace: ns}, spec:"
            + " {accessModes: [X]}}|PersistentVolumeClaim \"a\" is invalid: [spec.accessModes:"
            + " Unsupported value: \"X\": supported values: \"ReadOnlyMany\", \"ReadWriteMany\","
            + " \"ReadWriteOnce\", \"ReadWriteOncePod\", spec.resources[storage]: Required value]",
        "{apiVersion: kyverno.io/v1, kind: ClusterPolicy, metadata: {name: a}, spec: {background:"
            + " x, rules: [{name: a, match: {any: []}}]}}"
            + "|ClusterPolicy.kyverno.io \"a\" is invalid: spec.background: Invalid value:"
            + " \"string\": spec.background in body must be of type boolean: \"string\"",
      })
  void a_wrong_object_is_refused_with_all_that_is_wrong(String text, String message)
      throws Exception {
    JsonNode given = Shared.yaml(text);
    ResourceType type =
        TYPES
            .kind(given.path("apiVersion").asString(), given.path("kind").asString())
            .orElseThrow();
    JsonNode object = Rules.read(type, given, FieldValidation.STRICT).object();
    JsonNode created = Rules.beforeCreate(type, object, () -> 0);
    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> Rules.checkCreate(type, created));
    assertThat(refused).hasMessage(message);
    assertThat(refused.code()).isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{apiVersion: v1, kind: ConfigMap, data: {a: b}, immutable: true}"
            + "|{data: {a: c}, immutable: true}"
            + "|ConfigMap \"a\" is invalid: data: Forbidden: field is immutable when `immutable` is"
            + " set",
        "{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, roleRef: {apiGroup:"
            + " rbac.authorization.k8s.io, kind: Role, name: a}}"
            + "|{roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: b}}"
            + "|RoleBinding.rbac.authorization.k8s.io \"a\" is invalid: roleRef: Invalid value:"
            + " {\"apiGroup\":\"rbac.authorization.k8s.io\",\"kind\":\"Role\",\"name\":\"b\"}:"
            + " cannot change roleRef",
        "{apiVersion: v1, kind: Secret, type: a}"
            + "|{type: b}"
            + "|Secret \"a\" is invalid: type: Invalid value: \"b\": field is immutable",
      })
  void what_may_not_change_is_refused(String old, String change, String message) throws Exception {
    JsonNode before = meta(Shared.yaml(old));
    JsonNode after = meta(Shared.yaml(change));
    ResourceType type =
        TYPES
            .kind(before.path("apiVersion").asString(), before.path("kind").asString())
            .orElseThrow();
    JsonNode stored = Rules.read(type, before, FieldValidation.STRICT).object();
    JsonNode object =
        Rules.beforeUpdate(
            type, "", Rules.read(type, after, FieldValidation.STRICT).object(), stored);
    RefusedException refused =
        catchThrowableOfType(
            RefusedException.class, () -> Rules.checkUpdate(type, "", object, stored));
    assertThat(refused).hasMessage(message);
  }

  private static JsonNode meta(JsonNode object) throws Exception {
    ((tools.jackson.databind.node.ObjectNode) object)
        .set("metadata", Shared.yaml("{name: a, namespace: ns, resourceVersion: '1'}"));
    return object;
  }

  @Test
  void taking_away_one_of_the_two_sources_of_a_claim_does_nothing() throws Exception {
    ResourceType claims = TYPES.kind("v1", "PersistentVolumeClaim").orElseThrow();
    JsonNode source =
        Shared.yaml(
            "{spec: {dataSource: {apiGroup: snapshot.storage.k8s.io, kind: VolumeSnapshot, name:"
                + " s}}}");
    JsonNode created = Rules.beforeCreate(claims, source, () -> 0);
    assertThat(created.path("spec").path("dataSourceRef").path("name").asString()).isEqualTo("s");
    JsonNode other =
        Shared.yaml("{spec: {dataSource: {apiGroup: example.com, kind: Other, name: s}}}");
    assertThat(Rules.beforeCreate(claims, other, () -> 0).path("spec").isEmpty()).isTrue();
  }
}
