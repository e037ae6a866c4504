package dev.kyverdict.cluster.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kyverdict.cluster.AuditEntry;
import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Reply.Why;
import dev.kyverdict.cluster.fault.Effect;
import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.yaml.YamlReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SimulatedClusterTest {

  private static final UserInfo ADMIN = UserInfo.of("admin", "system:masters");

  private final SimulatedCluster cluster = SimulatedCluster.start();
  private final Client client = new Client(cluster, ADMIN);

  @Test
  void time_passes_only_when_it_is_told_to() {
    Instant before = cluster.now();

    client.create(configMap("a"));
    assertThat(cluster.now()).isEqualTo(before);

    cluster.pass(Duration.ofHours(1));
    assertThat(cluster.now()).isEqualTo(before.plus(Duration.ofHours(1)));
  }

  @Test
  void what_never_holds_takes_the_whole_time() {
    Instant before = cluster.now();

    assertThat(cluster.await(Duration.ofMinutes(2), () -> false)).isFalse();
    assertThat(cluster.now()).isEqualTo(before.plus(Duration.ofMinutes(2)));
  }

  @Test
  void a_copy_goes_its_own_way() {
    client.create(configMap("both"));
    SimulatedCluster copy = cluster.copy();
    Client inCopy = new Client(copy, ADMIN);

    client.create(configMap("here"));
    inCopy.create(configMap("there"));

    assertThat(names(client)).contains("both", "here").doesNotContain("there");
    assertThat(names(inCopy)).contains("both", "there").doesNotContain("here");
  }

  @Test
  void the_same_story_twice_gives_the_same_objects() {
    Client other = new Client(SimulatedCluster.start(), ADMIN);

    assertThat(client.create(configMap("a")).body()).isEqualTo(other.create(configMap("a")).body());
  }

  @Test
  void a_call_that_is_answered_with_an_error_did_nothing() {
    cluster.inject(Fault.answers("*/configmaps*", 503).on("create").times(1));

    Reply failed = client.create(configMap("a"));

    assertThat(failed.status()).isEqualTo(503);
    assertThat(failed.body().path("reason").asString()).isEqualTo("ServiceUnavailable");
    assertThat(names(client)).doesNotContain("a");
    assertThat(client.create(configMap("a")).status()).isEqualTo(201);
  }

  @Test
  void a_call_whose_answer_is_lost_was_done_all_the_same() {
    cluster.inject(
        Fault.at("*/configmaps*", new Effect.LosesAnswer(Why.TIMED_OUT)).on("create").times(1));

    assertThat(client.create(configMap("a")).status()).isZero();
    assertThat(names(client)).contains("a");
  }

  @Test
  void a_call_that_is_late_is_done_when_it_arrives() {
    cluster.inject(
        Fault.at("*/configmaps*", new Effect.Delays(Duration.ofSeconds(5))).on("create").times(1));

    assertThat(client.create(configMap("a")).message()).isEqualTo("the request timed out");
    assertThat(names(client)).doesNotContain("a");
    cluster.pass(Duration.ofSeconds(5));
    assertThat(names(client)).contains("a");
  }

  @Test
  void a_call_that_comes_twice_gets_the_second_answer() {
    cluster.inject(Fault.at("*/configmaps*", new Effect.Doubles()).on("create").times(1));

    assertThat(client.create(configMap("a")).body().path("reason").asString())
        .isEqualTo("AlreadyExists");
  }

  @Test
  void a_healed_fault_strikes_no_more() {
    Fault fault = Fault.answers("*/configmaps*", 500);
    cluster.inject(fault);
    cluster.heal(fault);

    assertThat(client.create(configMap("a")).status()).isEqualTo(201);
  }

  @Test
  void the_audit_log_tells_who_did_what() {
    client.create(configMap("a"));

    AuditEntry last = cluster.audit().getLast();
    assertThat(last.user()).isEqualTo("admin");
    assertThat(last.verb()).isEqualTo("create");
    assertThat(last.path()).isEqualTo("/api/v1/namespaces/default/configmaps");
    assertThat(last.status()).isEqualTo(201);
  }

  @Test
  void a_process_that_is_not_there_cannot_be_stopped() {
    assertThatThrownBy(() -> cluster.stop("kubelet"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("process 'kubelet': not in this cluster; it has [")
        .hasMessageContaining(Cluster.ADMISSION_CONTROLLER);
  }

  private static List<String> names(Client client) {
    return client.list("v1", "ConfigMap", "default", "").stream()
        .map(object -> object.path("metadata").path("name").asString())
        .toList();
  }

  private static JsonNode configMap(String name) {
    return YamlReader.readOne(
            "test",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: %s, namespace: default}
            data: {a: b}
            """
                .formatted(name))
        .tree();
  }

  @Test
  void what_is_loaded_was_always_there() {
    cluster.load(configMap("loaded"));

    assertThat(names(client)).contains("loaded");
  }
}
