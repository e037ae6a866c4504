package dev.kyverdict.cluster.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kyverdict.cluster.types.Definitions;
import dev.kyverdict.cluster.types.RefusedException;
import dev.kyverdict.cluster.types.ResourceType;
import dev.kyverdict.cluster.types.Rules;
import dev.kyverdict.cluster.types.Rules.FieldValidation;
import dev.kyverdict.cluster.types.Sameness;
import dev.kyverdict.cluster.types.TypeRegistry;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

class OwnershipTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final JsonNode NOTHING = MissingNode.getInstance();
  private static final ResourceType DEPLOYMENTS =
      TypeRegistry.kubernetes().kind("apps/v1", "Deployment").orElseThrow();
  private static final ResourceType MAPS =
      TypeRegistry.kubernetes().kind("v1", "ConfigMap").orElseThrow();

  private static JsonNode map(String data) throws Exception {
    return PatchesTest.yaml(
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: ns}, data: "
            + data
            + "}");
  }

  private static JsonNode apply(JsonNode live, String data, String manager, boolean force)
      throws Exception {
    return Rules.read(
            MAPS,
            Ownership.apply(MAPS, "", live, map(data), manager, force, NOW),
            FieldValidation.STRICT)
        .object();
  }

  private static String owners(JsonNode object) {
    StringBuilder out = new StringBuilder();
    for (JsonNode entry : object.path("metadata").path("managedFields")) {
      out.append(entry.path("manager").asString()).append(' ');
      out.append(entry.path("operation").asString()).append(' ');
      out.append(entry.path("fieldsV1")).append('\n');
    }
    return out.toString();
  }

  @Test
  void an_applier_owns_what_it_names_and_loses_what_it_no_longer_names() throws Exception {
    JsonNode first = apply(NOTHING, "{a: '1', b: '2'}", "me", false);
    assertThat(owners(first)).isEqualTo("me Apply {\"f:data\":{\"f:a\":{},\"f:b\":{}}}\n");
    JsonNode second = apply(first, "{b: '3'}", "me", false);
    assertThat(second.path("data")).isEqualTo(PatchesTest.yaml("{b: '3'}"));
    assertThat(owners(second)).isEqualTo("me Apply {\"f:data\":{\"f:b\":{}}}\n");
  }

  @Test
  void what_somebody_else_owns_is_a_conflict_until_it_is_forced() throws Exception {
    JsonNode live = apply(NOTHING, "{a: '1', b: '2'}", "one", false);
    RefusedException refused =
        catchThrowableOfType(
            RefusedException.class, () -> apply(live, "{a: '9', c: '1'}", "two", false));
    assertThat(refused).hasMessage("Apply failed with 1 conflict: conflict with \"one\": .data.a");
    assertThat(refused.code()).isEqualTo(409);
    JsonNode forced = apply(live, "{a: '9', c: '1'}", "two", true);
    assertThat(forced.path("data")).isEqualTo(PatchesTest.yaml("{a: '9', b: '2', c: '1'}"));
    assertThat(owners(forced))
        .isEqualTo(
            """
            one Apply {"f:data":{"f:b":{}}}
            two Apply {"f:data":{"f:a":{},"f:c":{}}}
            """);
  }

  @Test
  void the_same_value_is_owned_together_and_stays_as_long_as_one_names_it() throws Exception {
    JsonNode live = apply(apply(NOTHING, "{a: '1'}", "one", false), "{a: '1'}", "two", false);
    JsonNode left = apply(live, "{}", "one", false);
    assertThat(left.path("data")).isEqualTo(PatchesTest.yaml("{a: '1'}"));
    JsonNode gone = apply(left, "{}", "two", false);
    assertThat(gone.has("data")).isFalse();
  }

  @Test
  void an_update_takes_over_what_it_changes() throws Exception {
    JsonNode live = apply(NOTHING, "{a: '1', b: '2'}", "one", false);
    JsonNode updated =
        Ownership.updated(MAPS, "", live, map("{a: '5', b: '2'}"), "kubectl-edit", NOW);
    assertThat(owners(updated))
        .isEqualTo(
            """
            one Apply {"f:data":{"f:b":{}}}
            kubectl-edit Update {"f:data":{"f:a":{}}}
            """);
    RefusedException refused =
        catchThrowableOfType(
            RefusedException.class, () -> apply(updated, "{a: '1', b: '3'}", "one", false));
    assertThat(refused)
        .hasMessage(
            "Apply failed with 1 conflict: conflict with \"kubectl-edit\" using v1: .data.a");
  }

  @Test
  void a_created_deployment_is_owned_as_a_real_cluster_writes_it() throws Exception {
    JsonNode given =
        PatchesTest.yaml(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: a, namespace: ns, labels: {app: a}}
            spec:
              selector: {matchLabels: {app: a}}
              template:
                metadata: {labels: {app: a}}
                spec: {containers: [{name: c, image: i}]}
            """);
    JsonNode object = Rules.read(DEPLOYMENTS, given, FieldValidation.STRICT).object();
    JsonNode owned = Ownership.updated(DEPLOYMENTS, "", NOTHING, object, "kubectl", NOW);
    JsonNode wanted =
        PatchesTest.yaml(
            """
            f:metadata: {f:labels: {.: {}, f:app: {}}}
            f:spec:
              f:progressDeadlineSeconds: {}
              f:replicas: {}
              f:revisionHistoryLimit: {}
              f:selector: {}
              f:strategy: {f:rollingUpdate: {.: {}, f:maxSurge: {}, f:maxUnavailable: {}}, f:type: {}}
              f:template:
                f:metadata: {f:labels: {.: {}, f:app: {}}}
                f:spec:
                  f:containers:
                    k:{"name":"c"}:
                      .: {}
                      f:image: {}
                      f:imagePullPolicy: {}
                      f:name: {}
                      f:resources: {}
                      f:terminationMessagePath: {}
                      f:terminationMessagePolicy: {}
                  f:dnsPolicy: {}
                  f:restartPolicy: {}
                  f:schedulerName: {}
                  f:securityContext: {}
                  f:terminationGracePeriodSeconds: {}
            """);
    JsonNode fields = owned.path("metadata").path("managedFields").get(0).path("fieldsV1");
    assertThat(Sameness.same(fields, wanted)).as(fields.toPrettyString()).isTrue();
  }

  @Test
  void of_a_custom_resource_without_known_fields_maps_are_merged_and_lists_are_replaced()
      throws Exception {
    ResourceType type =
        TypeRegistry.kubernetes()
            .with(Definitions.optional().getFirst())
            .kind("volsync.backube/v1alpha1", "ReplicationDestination")
            .orElseThrow();
    String head =
        "{apiVersion: volsync.backube/v1alpha1, kind: ReplicationDestination, metadata: {name: a,"
            + " namespace: ns}, ";
    JsonNode first = PatchesTest.yaml(head + "spec: {restic: {a: 1, l: [{x: 1}]}}}");
    JsonNode second = PatchesTest.yaml(head + "spec: {restic: {b: 1, l: [{x: 2}]}}}");
    JsonNode live = Ownership.apply(type, "", NOTHING, first, "one", false, NOW);
    JsonNode forced = Ownership.apply(type, "", live, second, "two", true, NOW);
    assertThat(forced.path("spec"))
        .isEqualTo(PatchesTest.yaml("{restic: {a: 1, l: [{x: 2}], b: 1}}"));
    RefusedException refused =
        catchThrowableOfType(
            RefusedException.class,
            () -> Ownership.apply(type, "", live, second, "two", false, NOW));
    assertThat(refused)
        .hasMessage("Apply failed with 1 conflict: conflict with \"one\": .spec.restic.l");
  }

  @Test
  void items_of_a_list_are_merged_by_their_keys() throws Exception {
    String head = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a, namespace: ns}, ";
    JsonNode first =
        Ownership.apply(
            DEPLOYMENTS,
            "",
            NOTHING,
            PatchesTest.yaml(
                head
                    + "spec: {template: {spec: {containers: [{name: a, image: i, ports:"
                    + " [{containerPort: 80}]}]}}}}"),
            "one",
            false,
            NOW);
    JsonNode second =
        Ownership.apply(
            DEPLOYMENTS,
            "",
            first,
            PatchesTest.yaml(
                head + "spec: {template: {spec: {containers: [{name: b, image: i}]}}}}"),
            "two",
            false,
            NOW);
    JsonNode containers = second.path("spec").path("template").path("spec").path("containers");
    assertThat(containers).extracting(it -> it.path("name").asString()).containsExactly("a", "b");
    assertThat(owners(second))
        .contains("k:{\\\"containerPort\\\":80,\\\"protocol\\\":\\\"TCP\\\"}");
    RefusedException unknown =
        catchThrowableOfType(
            RefusedException.class,
            () ->
                Ownership.apply(
                    DEPLOYMENTS,
                    "",
                    NOTHING,
                    PatchesTest.yaml(head + "spec: {x: 1}}"),
                    "one",
                    false,
                    NOW));
    assertThat(unknown)
        .hasMessage(
            "failed to create typed patch object (ns/a; apps/v1, Kind=Deployment): .spec.x: field"
                + " not declared in schema");
  }
}
