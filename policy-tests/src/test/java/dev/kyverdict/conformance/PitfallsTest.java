package dev.kyverdict.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.sim.Setup;
import dev.kyverdict.cluster.sim.SimulatedCluster;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.engine.admission.KyvernoVersion;
import dev.kyverdict.judge.Conformance;
import dev.kyverdict.judge.Conformance.Family;
import dev.kyverdict.judge.EngineJudge;
import dev.kyverdict.judge.Exceptions;
import dev.kyverdict.judge.Recording;
import dev.kyverdict.judge.Recordings;
import dev.kyverdict.referee.Project;
import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What most people get wrong about Kyverno, each against recorded verdicts of the real one. Rows 33
 * (what becomes of generated objects later) and 39 (kinds that a cluster does not know) need a
 * cluster, and are played on the simulated one.
 */
class PitfallsTest {

  private static final UserInfo ADMIN =
      UserInfo.of("admin", "system:masters", "system:authenticated");
  private static final Duration A_WHILE = Duration.ofSeconds(5);

  /** What the chart does not give to Kyverno. */
  private static final String RIGHTS =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: may-generate}
      rules:
      - apiGroups: [""]
        resources: [configmaps]
        verbs: [get, list, watch, create, update, patch, delete]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: may-generate}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: may-generate}
      subjects:
      - {kind: ServiceAccount, name: kyverno-background-controller, namespace: kyverno}
      - {kind: ServiceAccount, name: kyverno-admission-controller, namespace: kyverno}
      """;

  private static final String GENERATES =
      """
      apiVersion: kyverno.io/v1
      kind: ClusterPolicy
      metadata: {name: generates}
      spec:
        rules:
        - name: make
          match: {any: [{resources: {kinds: [ConfigMap], names: [trigger]}}]}
          preconditions:
            all: [{key: "{{ request.object.data.size }}", operator: GreaterThan, value: 1}]
          generate:
            synchronize: true
            apiVersion: v1
            kind: ConfigMap
            name: made
            namespace: default
            data: {data: {k: v}}
      """;

  private static final String DENIES =
      """
      apiVersion: kyverno.io/v1
      kind: ClusterPolicy
      metadata: {name: denies}
      spec:
        background: false
        rules:
        - name: deny
          match: {any: [{resources: {kinds: [%s]}}]}
          validate: {failureAction: Enforce, message: "no", deny: {}}
      """;

  private static final Path RESOURCES = Project.root().resolve("policy-tests/src/test/resources");

  @TestFactory
  Stream<DynamicTest> row() throws IOException {
    List<Recording> recordings =
        Recordings.read(RESOURCES.resolve("recordings/kyverno-1.19.1/pitfalls.jsonl.gz"));
    List<String> rows = Files.readAllLines(RESOURCES.resolve("conformance/pitfalls.tsv"));
    assertThat(rows).hasSize(52);
    return rows.stream().map(row -> test(row, recordings));
  }

  private static DynamicTest test(String row, List<Recording> recordings) {
    String[] parts = row.split("\t", 2);
    return DynamicTest.dynamicTest(
        parts[0] + " " + parts[1],
        () -> {
          List<Recording> cases =
              recordings.stream()
                  .filter(recording -> recording.id().startsWith("pitfall-" + parts[0] + "-"))
                  .toList();
          Family family =
              new Conformance(new EngineJudge(KyvernoVersion.V1_19_1), Exceptions.known())
                  .ask(parts[0], cases);
          assertThat(cases).isNotEmpty();
          assertThat(family.differences()).isEmpty();
        });
  }

  /** The test {@code cpol-data-sync-no-existing-update-trigger-no-precondition} of Kyverno. */
  @Test
  void row_33_a_precondition_that_no_longer_holds_deletes_what_was_generated() {
    SimulatedCluster cluster = cluster();
    Client admin = new Client(cluster, ADMIN);
    JsonNode trigger =
        tree(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: trigger, namespace: default},"
                + " data: {size: '2'}}");
    create(cluster, admin, tree(GENERATES));
    create(cluster, admin, trigger);
    assertThat(admin.find("v1", "ConfigMap", "default", "made")).isPresent();

    ObjectNode changed =
        (ObjectNode) admin.find("v1", "ConfigMap", "default", "trigger").orElseThrow().deepCopy();
    changed.putObject("data").put("size", "1");
    assertThat(admin.update(changed).ok()).isTrue();
    cluster.pass(A_WHILE);

    assertThat(admin.find("v1", "ConfigMap", "default", "trigger")).isPresent();
    assertThat(admin.find("v1", "ConfigMap", "default", "made")).isEmpty();
  }

  @Test
  void row_39_a_policy_on_a_kind_that_is_not_installed_is_accepted_with_a_warning() {
    SimulatedCluster cluster = cluster();
    Client admin = new Client(cluster, ADMIN);
    String kind = "acme.example/v1/Gadget";

    Reply reply = admin.create(tree(DENIES.formatted(kind)));
    cluster.pass(A_WHILE);

    assertThat(reply.ok()).isTrue();
    assertThat(reply.warnings())
        .anySatisfy(warning -> assertThat(warning).contains("unable to convert GVK to GVR", kind));
    assertThat(admin.create(tree(DENIES.formatted("Pod").replace("denies", "other"))).warnings())
        .noneSatisfy(warning -> assertThat(warning).contains("unable to convert GVK to GVR"));
  }

  private static SimulatedCluster cluster() {
    List<JsonNode> rights =
        YamlReader.read("rights.yaml", RIGHTS).stream().map(YamlDocument::tree).toList();
    return SimulatedCluster.start(Setup.DEFAULT.with(rights));
  }

  private static void create(SimulatedCluster cluster, Client client, JsonNode object) {
    assertThat(client.create(object).ok()).isTrue();
    cluster.pass(A_WHILE);
  }

  private static JsonNode tree(String text) {
    return YamlReader.read("test.yaml", text).getFirst().tree();
  }
}
