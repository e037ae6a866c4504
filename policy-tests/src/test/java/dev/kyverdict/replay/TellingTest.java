package dev.kyverdict.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.AuditEntry;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.world.kube.Trees;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is told, and what counts as a difference; no real cluster is asked. */
class TellingTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:05Z");
  private static final String SOURCES =
      "/apis/volsync.backube/v1alpha1/namespaces/app/replicationsources";
  private static final String BACKGROUND = Exchange.KYVERNO + "kyverno-background-controller";

  private static Exchange said(String user, String path, int second) {
    UserInfo who = UserInfo.of(user);
    ObjectNode body = Trees.head("v1", "Anything", "app", "data");
    return new Exchange(
        NOON.plusSeconds(second),
        new Request(who, Request.Method.POST, path, Request.JSON, body),
        new Reply.Answered(201, body, List.of()));
  }

  private static Tale tale(String story, String... paths) {
    List<Exchange> exchanges = Stream.of(paths).map(it -> said("somebody", it, 0)).toList();
    return new Tale(story, 1, List.of(), exchanges, List.of());
  }

  @Test
  void a_story_with_which_another_one_begins_is_told_with_it() {
    Tale begins = tale("begins", "/api/v1/namespaces");
    Tale goesOn = tale("goes on", "/api/v1/namespaces", "/api/v1/namespaces/app/secrets");
    Tale other = tale("other", "/api/v1/namespaces/app/secrets");

    assertThat(Telling.different(List.of(goesOn, other, begins)))
        .containsExactlyInAnyOrder(List.of(begins, goesOn), List.of(other));
  }

  @Test
  void what_the_real_kyverno_writes_in_addition_or_more_often_or_not_is_a_difference() {
    Map<String, Integer> simulated =
        KyvernoWrites.in(List.of(said(BACKGROUND, SOURCES, 0), said("somebody", SOURCES, 0)));
    AuditEntry real = new AuditEntry(NOON, BACKGROUND, "create", SOURCES, 201, Map.of());

    assertThat(simulated).isEqualTo(Map.of("create " + SOURCES, 1));
    assertThat(KyvernoWrites.differences(simulated, KyvernoWrites.of(List.of(real)))).isEmpty();
    assertThat(KyvernoWrites.differences(simulated, KyvernoWrites.of(List.of(real, real))))
        .containsExactly("real Kyverno: create " + SOURCES + " 2 times, not 1");
    assertThat(KyvernoWrites.differences(simulated, Map.of()))
        .containsExactly("real Kyverno: no create " + SOURCES + ", expected 1");
    assertThat(KyvernoWrites.differences(Map.of(), KyvernoWrites.of(List.of(real)))).hasSize(1);
  }

  @Test
  void what_is_generated_in_addition_or_in_another_shape_or_not_is_a_difference() {
    JsonNode source = source("0 * * * *");

    assertThat(Generated.differences(List.of(source), List.of(source))).isEmpty();
    assertThat(Generated.differences(List.of(source), List.of())).hasSize(1);
    assertThat(Generated.differences(List.of(), List.of(source))).hasSize(1);
    assertThat(Generated.differences(List.of(source), List.of(source("1 * * * *")))).hasSize(1);
  }

  private static JsonNode source(String schedule) {
    ObjectNode source =
        Trees.head("volsync.backube/v1alpha1", "ReplicationSource", "app", "data-backup");
    source.putObject("spec").putObject("trigger").put("schedule", schedule);
    source.putObject("status").put("lastSyncTime", schedule);
    return source;
  }
}
