package dev.kyverdict.cluster.kyverno.background;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.fault.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What Kyverno's background controller was seen to do on a live cluster, odd as it is. */
final class OdditiesTest {

  private static final String CLAIM =
      """
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: p, namespace: app, labels: {backup: hourly}}
      spec:
        accessModes: [ReadWriteOnce]
        resources: {requests: {storage: 1Gi}}
      """;

  private static final String SOURCE =
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: base, namespace: store}
      data: {key: YQ==}
      """;

  private static final String NAMESPACES =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: app}
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: store}
      """;

  @Test
  void an_operations_list_breaks_synchronize() {
    Scene scene = ready(policy("operations: [CREATE]", "")).create(CLAIM);
    scene.client.patch(
        "v1",
        "ConfigMap",
        "app",
        "p-cm",
        "",
        Request.MERGE_PATCH,
        Scene.trees("data: {schedule: drift}").getFirst());

    List<JsonNode> seen = scene.requestsWhile(Duration.ofMillis(400));

    assertThat(seen)
        .extracting(request -> request.at("/status/message").asString(""))
        .contains("rule cm failed: policy does not apply to resource");
    assertThat(seen)
        .extracting(request -> request.at("/status/retryCount").asInt(0))
        .containsOnly(0, 1, 2, 3, 4);
    assertThat(scene.requestsWhile(Duration.ofSeconds(1))).isEmpty();
    assertThat(schedule(scene)).isEqualTo("drift");
    assertThat(notes(scene))
        .filteredOn("policy backup/cm error: policy does not apply to resource"::equals)
        .hasSize(5);
  }

  @Test
  void under_an_operations_list_what_is_gone_stays_gone_and_what_is_there_survives_the_trigger() {
    Scene scene = ready(policy("operations: [CREATE]", "")).create(CLAIM);

    scene.delete("v1", "Secret", "app", "p-secret");
    scene.delete("v1", "PersistentVolumeClaim", "app", "p");

    assertThat(scene.find("v1", "Secret", "app", "p-secret")).isEmpty();
    assertThat(scene.find("v1", "ConfigMap", "app", "p-cm")).isPresent();
  }

  @Test
  void with_all_operations_listed_an_update_of_the_trigger_repairs_what_synchronize_does_not() {
    Scene scene = ready(policy("operations: [CREATE, UPDATE, DELETE]", "")).create(CLAIM);

    scene.merge("v1", "ConfigMap", "app", "p-cm", "data: {schedule: drift}");
    assertThat(schedule(scene)).isEqualTo("drift");
    claim(scene, "touched: \"yes\"");
    assertThat(schedule(scene)).isEqualTo("hourly");
    claim(scene, "backup: null");
    assertThat(scene.find("v1", "ConfigMap", "app", "p-cm")).isEmpty();
    claim(scene, "backup: hourly");
    assertThat(schedule(scene)).isEqualTo("hourly");
    scene.delete("v1", "PersistentVolumeClaim", "app", "p");
    assertThat(schedule(scene)).isEqualTo("hourly");
  }

  @Test
  void without_operations_everything_is_kept_in_step() {
    Scene scene = ready(policy("", "")).create(CLAIM);

    scene.merge("v1", "ConfigMap", "app", "p-cm", "data: {schedule: drift}");
    assertThat(schedule(scene)).isEqualTo("hourly");
    scene.merge("v1", "Secret", "store", "base", "data: {key: Yg==}");
    assertThat(secret(scene)).isEqualTo("Yg==");
    scene.delete("v1", "Secret", "app", "p-secret");
    assertThat(secret(scene)).isEqualTo("Yg==");
    scene.delete("v1", "PersistentVolumeClaim", "app", "p");
    assertThat(scene.find("v1", "ConfigMap", "app", "p-cm")).isEmpty();
    assertThat(scene.find("v1", "Secret", "app", "p-secret")).isEmpty();
  }

  @Test
  void a_generation_that_failed_is_not_made_up_for_when_the_source_comes() {
    Scene scene = Scene.withRights().create(NAMESPACES).create(policy("", ""));
    scene.client.create(Scene.trees(CLAIM).getFirst());

    List<JsonNode> seen = scene.requestsWhile(Duration.ofMillis(400));
    scene.create(SOURCE);
    scene.cluster.pass(Duration.ofMinutes(50));

    assertThat(seen)
        .extracting(request -> request.at("/status/message").asString(""))
        .contains(
            "rule secret failed: source resource v1/Secret/app/p-secret not found: secrets"
                + " \"base\" not found");
    assertThat(scene.find("v1", "Secret", "app", "p-secret")).isEmpty();
    assertThat(schedule(scene)).isEqualTo("hourly");
  }

  @Test
  void a_generation_that_failed_for_want_of_rights_is_not_made_up_for_when_they_are_given() {
    Scene scene = Scene.withoutRights().create(NAMESPACES);
    ObjectNode role =
        (ObjectNode)
            Scene.trees(
                    """
                    apiVersion: rbac.authorization.k8s.io/v1
                    kind: ClusterRole
                    metadata: {name: for-a-while}
                    rules:
                    - apiGroups: [""]
                      resources: [secrets, configmaps]
                      verbs: [get, list, watch, create, update, delete]
                    """)
                .getFirst();
    scene.client.create(role);
    scene.create(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: for-a-while}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: for-a-while}
        subjects:
        - {kind: ServiceAccount, name: kyverno-background-controller, namespace: kyverno}
        - {kind: ServiceAccount, name: kyverno-admission-controller, namespace: kyverno}
        """);
    scene.create(SOURCE).create(policy("", ""));
    scene.delete("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "", "for-a-while");
    scene.client.create(Scene.trees(CLAIM).getFirst());

    List<JsonNode> seen = scene.requestsWhile(Duration.ofMillis(400));
    scene.allow();

    assertThat(seen)
        .extracting(request -> request.at("/status/message").asString(""))
        .contains(
            "rule secret failed: source resource v1/Secret/app/p-secret not found: secrets"
                + " \"base\" is forbidden: User"
                + " \"system:serviceaccount:kyverno:kyverno-background-controller\" cannot get"
                + " resource \"secrets\" in API group \"\" in the namespace \"store\"");
    assertThat(scene.find("v1", "Secret", "app", "p-secret")).isEmpty();
  }

  @Test
  void a_target_made_by_hand_is_overwritten_and_deleted_with_the_policy() {
    Scene scene =
        ready(policy("operations: [CREATE]", ""))
            .create(
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: p-cm, namespace: app, labels: {by: hand}}
                data: {mine: "1"}
                """)
            .create(CLAIM);

    JsonNode there = scene.get("v1", "ConfigMap", "app", "p-cm");
    assertThat(there.path("metadata").path("labels").has("by")).isFalse();
    assertThat(there.path("data").has("mine")).isFalse();
    scene.delete("kyverno.io/v1", "ClusterPolicy", "", "backup");
    assertThat(scene.find("v1", "ConfigMap", "app", "p-cm")).isEmpty();
  }

  @Test
  void generate_existing_with_an_operations_list_generates_nothing() {
    Scene scene = Scene.withRights().create(NAMESPACES).create(SOURCE).create(CLAIM);

    scene.create(policy("operations: [CREATE]", "generateExisting: true,"));

    assertThat(scene.find("v1", "ConfigMap", "app", "p-cm")).isEmpty();
  }

  @Test
  void generate_existing_without_operations_generates_for_what_is_there() {
    Scene scene = Scene.withRights().create(NAMESPACES).create(SOURCE).create(CLAIM);

    scene.create(policy("", "generateExisting: true,"));

    assertThat(schedule(scene)).isEqualTo("hourly");
    assertThat(secret(scene)).isEqualTo("YQ==");
  }

  @Test
  void the_source_of_a_clone_is_labelled_and_so_is_the_clone() {
    Scene scene = ready(policy("", "")).create(CLAIM);

    for (JsonNode object :
        List.of(
            scene.get("v1", "Secret", "store", "base"),
            scene.get("v1", "Secret", "app", "p-secret"))) {
      assertThat(object.path("metadata").path("labels").has("generate.kyverno.io/clone-source"))
          .isTrue();
    }
  }

  @Test
  void the_status_names_only_what_the_last_rule_generated() {
    Scene scene = ready(policy("", ""));
    scene.client.create(Scene.trees(CLAIM).getFirst());

    String path = "/apis/kyverno.io/v2/namespaces/kyverno/updaterequests/*";
    scene.cluster.inject(Fault.answers(path, 500).on("delete"));
    List<JsonNode> seen = scene.requestsWhile(Duration.ofMillis(100));

    assertThat(seen)
        .filteredOn(request -> request.at("/status/state").asString("").equals("Completed"))
        .first()
        .satisfies(
            request ->
                assertThat(request.at("/status/generatedResources").valueStream())
                    .extracting(object -> object.path("name").asString(""))
                    .containsExactly("p-secret"));
  }

  @Test
  void a_dry_run_generates_nothing() {
    Scene scene = ready(policy("", ""));

    scene.client.create(Scene.trees(CLAIM).getFirst(), "?dryRun=All");
    scene.settle();

    assertThat(scene.find("v1", "ConfigMap", "app", "p-cm")).isEmpty();
  }

  @Test
  void an_orphan_survives_its_policy() {
    Scene scene = ready(policy("", "orphanDownstreamOnPolicyDelete: true,")).create(CLAIM);

    scene.delete("kyverno.io/v1", "ClusterPolicy", "", "backup");

    assertThat(scene.find("v1", "ConfigMap", "app", "p-cm")).isPresent();
    assertThat(scene.find("v1", "Secret", "app", "p-secret")).isPresent();
  }

  @Test
  void what_waits_while_the_controller_is_down_is_done_when_it_is_back() {
    Scene scene = ready(policy("", ""));
    scene.cluster.stop(Cluster.BACKGROUND_CONTROLLER);
    scene.create(CLAIM);
    assertThat(scene.find("v1", "ConfigMap", "app", "p-cm")).isEmpty();

    scene.cluster.start(Cluster.BACKGROUND_CONTROLLER);
    scene.settle();

    assertThat(schedule(scene)).isEqualTo("hourly");
  }

  @Test
  void a_policy_that_goes_while_the_controller_is_down_leaves_what_it_made() {
    Scene scene = ready(policy("", "")).create(CLAIM);
    scene.cluster.stop(Cluster.BACKGROUND_CONTROLLER);
    scene.delete("kyverno.io/v1", "ClusterPolicy", "", "backup");

    scene.cluster.start(Cluster.BACKGROUND_CONTROLLER);
    scene.settle();

    assertThat(scene.find("v1", "ConfigMap", "app", "p-cm")).isPresent();
  }

  @Test
  void a_copy_goes_on_as_the_original_would() {
    Scene scene = ready(policy("", ""));
    scene.client.create(Scene.trees(CLAIM).getFirst());
    scene.cluster.pass(Duration.ofMillis(3));

    Scene copy = scene.copy();
    copy.settle();

    assertThat(scene.find("v1", "ConfigMap", "app", "p-cm")).isEmpty();
    assertThat(schedule(copy)).isEqualTo("hourly");
    assertThat(schedule(scene.settle())).isEqualTo("hourly");
  }

  private static Scene ready(String policy) {
    return Scene.withRights().create(NAMESPACES).create(SOURCE).create(policy);
  }

  private static void claim(Scene scene, String labels) {
    scene.merge("v1", "PersistentVolumeClaim", "app", "p", "metadata: {labels: {" + labels + "}}");
  }

  private static String schedule(Scene scene) {
    return scene.get("v1", "ConfigMap", "app", "p-cm").at("/data/schedule").asString("");
  }

  private static String secret(Scene scene) {
    return scene.get("v1", "Secret", "app", "p-secret").at("/data/key").asString("");
  }

  private static List<String> notes(Scene scene) {
    return scene.events().stream().map(event -> event.path("note").asString("")).toList();
  }

  /** As the recorded ones, with a ConfigMap in the place of the custom resource. */
  private static String policy(String operations, String more) {
    String match =
        """
            match:
              any:
              - resources:
                  kinds: [PersistentVolumeClaim]
                  selector: {matchLabels: {backup: hourly}}
                  %s
        """
            .formatted(operations);
    return """
    apiVersion: kyverno.io/v1
    kind: ClusterPolicy
    metadata: {name: backup}
    spec:
      rules:
      - name: cm
    %s
        generate: {synchronize: true, %s namespace: "{{request.object.metadata.namespace}}",
          apiVersion: v1, kind: ConfigMap, name: "{{request.object.metadata.name}}-cm",
          data: {data: {schedule: hourly}}}
      - name: secret
    %s
        generate: {synchronize: true, %s namespace: "{{request.object.metadata.namespace}}",
          apiVersion: v1, kind: Secret, name: "{{request.object.metadata.name}}-secret",
          clone: {namespace: store, name: base}}
    """
        .formatted(match, more, match, more);
  }
}
