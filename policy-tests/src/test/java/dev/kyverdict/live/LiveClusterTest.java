package dev.kyverdict.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kyverdict.cluster.AuditEntry;
import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.fault.Effect;
import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.cluster.live.LiveCluster;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.referee.Project;
import dev.kyverdict.yaml.YamlReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

/** A real API server with the real Kyverno, seen with the words of any cluster. */
@ResourceLock(Live.LOCK)
@ExtendWith(LogsOfFailures.class)
final class LiveClusterTest {

  private static final UserInfo ALICE = UserInfo.of("alice", "dev");
  private static final UserInfo KYVERNO =
      UserInfo.of("system:serviceaccount:kyverno:kyverno-admission-controller");
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String DESTINATIONS =
      "/apis/volsync.backube/v1alpha1/namespaces/%s/replicationdestinations";

  private LiveCluster cluster;
  private Client admin;
  private String namespace;

  @BeforeEach
  void start() {
    cluster = Live.cluster();
    admin = new Client(cluster, LiveCluster.ADMIN);
    namespace = cluster.namespace("live", Map.of());
    may("developers", "{kind: Group, name: dev}", "[\"\"]", "[persistentvolumeclaims]", "[create]");
  }

  @Test
  void a_claim_is_restored_from_its_image() {
    kyvernoMayReadDestinations();
    anImageFor("data");
    theRestorePolicy();

    Reply claim = claim("data");

    assertThat(claim.status()).as(claim.message()).isEqualTo(201);
    assertThat(claim.body().at("/spec/dataSourceRef/name").asString()).isEqualTo("data-restore");
    assertThat(entry("alice", "create").annotations().entrySet())
        .anySatisfy(
            note -> {
              assertThat(note.getKey()).startsWith("patch.webhook.admission.k8s.io/round_0_index_");
              assertThat(note.getValue()).contains("dataSourceRef");
            });
    assertThat(entry(KYVERNO.username(), "get").status()).isEqualTo(200);
  }

  @Test
  void kyverno_is_refused_what_nobody_allowed_it() {
    anImageFor("data");
    theRestorePolicy();

    Reply claim = claim("data");

    assertThat(claim.ok()).as(claim.message()).isTrue();
    assertThat(claim.body().at("/spec/dataSourceRef").isMissingNode()).isTrue();
    assertThat(entry(KYVERNO.username(), "get").status()).isEqualTo(403);
  }

  @Test
  void kyverno_hears_the_nonsense_that_a_fault_tells_it() {
    kyvernoMayReadDestinations();
    anImageFor("data");
    theRestorePolicy();
    Fault nonsense =
        Fault.at("*/data-restore", new Effect.Garbles(200, "<html>")).by(KYVERNO.username());
    cluster.inject(nonsense);

    Reply claim = claim("data");

    assertThat(claim.status()).as(claim.message()).isEqualTo(400);
    assertThat(claim.message()).contains("failed to unmarshal JSON: <html>");
    cluster.heal(nonsense);
    assertThat(claim("data").status()).isEqualTo(201);
  }

  @Test
  void without_kyverno_labelled_claims_wait() {
    kyvernoMayReadDestinations();
    anImageFor("data");
    theRestorePolicy();
    cluster.stop(Cluster.ADMISSION_CONTROLLER);

    Reply refused = claim("data");

    assertThat(refused.status()).isEqualTo(500);
    assertThat(refused.message()).contains("failed calling webhook", "connection refused");
    cluster.start(Cluster.ADMISSION_CONTROLLER);
    assertThat(claim("data").body().at("/spec/dataSourceRef/name").asString())
        .isEqualTo("data-restore");
  }

  @Test
  void what_is_generated_is_made_by_the_background_controller() {
    apply(
        """
        apiVersion: kyverno.io/v1
        kind: ClusterPolicy
        metadata: {name: settings}
        spec:
          rules:
            - name: settings
              match: {any: [{resources: {kinds: [ConfigMap], names: [trigger]}}]}
              generate:
                apiVersion: v1
                kind: ConfigMap
                name: made
                namespace: "{{ request.namespace }}"
                data: {data: {from: kyverno}}
        """);
    assertThat(cluster.settled(SOON)).isTrue();
    cluster.stop(Cluster.BACKGROUND_CONTROLLER);
    apply(
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: trigger, namespace: %s}}"
            .formatted(namespace));
    assertThat(cluster.await(Duration.ofSeconds(1), () -> exists("made"))).isFalse();

    cluster.start(Cluster.BACKGROUND_CONTROLLER);

    assertThat(cluster.await(SOON, () -> exists("made"))).isTrue();
  }

  @Test
  void answers_are_those_of_the_api_server() {
    Reply pods = cluster.call(Request.get(ALICE, "/api/v1/pods"));
    assertThat(pods.status()).isEqualTo(403);
    assertThat(pods.message())
        .isEqualTo(
            "pods is forbidden: User \"alice\" cannot list resource \"pods\" in API group \"\" at"
                + " the cluster scope");
    Reply odd =
        admin.create(
            tree(
                """
                apiVersion: kyverno.io/v1
                kind: ClusterPolicy
                metadata: {name: odd}
                spec:
                  rules:
                    - name: a
                      match: {any: [{resources: {kinds: [Nonsense]}}]}
                      validate: {message: "no", deny: {}}
                """),
            "?dryRun=All");
    assertThat(odd.warnings()).anySatisfy(text -> assertThat(text).contains("Nonsense"));
    assertThat(cluster.call(Request.get(LiveCluster.ADMIN, "/readyz")))
        .isEqualTo(new Reply.Garbled(200, "ok"));
    assertThat(cluster.call(Request.get(UserInfo.NOBODY, "/api/v1/nodes")).message())
        .contains("User \"system:anonymous\"");
    assertThatThrownBy(() -> cluster.stop("kubelet"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no process kubelet");
  }

  private AuditEntry entry(String user, String verb) {
    return cluster.audit().stream()
        .filter(entry -> entry.user().equals(user) && entry.verb().equals(verb))
        .filter(entry -> entry.path().contains("/namespaces/" + namespace + "/"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no such entry in " + cluster.audit()));
  }

  private boolean exists(String configMap) {
    return admin.find("v1", "ConfigMap", namespace, configMap).isPresent();
  }

  private Reply claim(String name) {
    return new Client(cluster, ALICE)
        .create(
            tree(
                """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: %s, namespace: %s, labels: {backup: daily}}
                spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                """
                    .formatted(name, namespace)));
  }

  private void theRestorePolicy() {
    Path policies =
        Project.root().resolve("generated/as-planned/infrastructure/controllers/kyverno");
    YamlReader.read(policies.resolve("volsync-auto-restore.yaml"))
        .forEach(document -> created(document.tree()));
    assertThat(cluster.settled(SOON)).isTrue();
  }

  private void anImageFor(String claim) {
    JsonNode destination =
        tree(
            """
            apiVersion: volsync.backube/v1alpha1
            kind: ReplicationDestination
            metadata: {name: %s-restore, namespace: %s}
            spec: {trigger: {manual: once}, restic: {repository: repo, copyMethod: Snapshot}}
            status:
              latestImage: {kind: VolumeSnapshot, apiGroup: snapshot.storage.k8s.io, name: snap-1}
            """
                .formatted(claim, namespace));
    JsonNode created = created(destination);
    Reply status =
        admin.patch(
            "volsync.backube/v1alpha1",
            "ReplicationDestination",
            namespace,
            created.at("/metadata/name").asString(),
            "/status",
            Request.MERGE_PATCH,
            destination);
    assertThat(status.ok()).as(status.message()).isTrue();
  }

  private void kyvernoMayReadDestinations() {
    apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: read-destinations
          labels: {rbac.kyverno.io/aggregate-to-admission-controller: "true"}
        rules:
          - {apiGroups: [volsync.backube], resources: [replicationdestinations], verbs: [get, list]}
        """);
    Request look = Request.get(KYVERNO, DESTINATIONS.formatted(namespace));
    assertThat(cluster.await(SOON, () -> cluster.call(look).ok())).isTrue();
  }

  private void may(String name, String subject, String groups, String resources, String verbs) {
    apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: %s}
        rules: [{apiGroups: %s, resources: %s, verbs: %s}]
        """
            .formatted(name, groups, resources, verbs));
    apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: %1$s}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %1$s}
        subjects: [%2$s]
        """
            .formatted(name, subject));
  }

  private void apply(String yaml) {
    created(tree(yaml));
  }

  private JsonNode created(JsonNode object) {
    Reply reply = admin.create(object);
    assertThat(reply.ok()).as(reply.message()).isTrue();
    return reply.body();
  }

  private static JsonNode tree(String yaml) {
    return YamlReader.readOne("test", yaml).tree();
  }
}
