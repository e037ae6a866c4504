package dev.kyverdict.testing;

import static dev.kyverdict.dsl.ResourceType.REPLICATION_DESTINATION;
import static dev.kyverdict.dsl.ResourceType.SECRET;
import static dev.kyverdict.testing.Judge.ENGINE;
import static dev.kyverdict.testing.Judge.PACKAGES;
import static dev.kyverdict.testing.Judge.SIMULATED;
import static dev.kyverdict.testing.PolicyAssertions.assertThat;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.fault.Effect;
import dev.kyverdict.cluster.fault.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What users do in a cluster with Kyverno, judged by whoever can. */
@KyverdictTest(
    judges = {ENGINE, PACKAGES, SIMULATED},
    coverage = 70)
class ScenarioTest {

  private static final String TEAMLESS =
      """
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: data, namespace: app, labels: {owner: me}}
      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
      """;

  private static Scenario restoring(Scenario scenario) {
    return scenario.kyvernoMay(REPLICATION_DESTINATION, "get", "list").policies(Restore.POLICY);
  }

  @Test
  void a_claim_with_a_backup_is_filled(Scenario scenario) {
    restoring(scenario).given(Restore.DESTINATION_WITH_IMAGE);

    assertThat(scenario.create(Restore.CLAIM))
        .changesOnly("spec.dataSourceRef", "{kind: ReplicationDestination, name: data-restore}")
        .hasPassed("add-data-source-ref")
        .hasCalled(Restore.LIST, 200);
    assertThat(scenario.object("PersistentVolumeClaim", "app/data"))
        .hasDataSourceRef("ReplicationDestination", "data-restore");
  }

  @Test
  void a_claim_without_a_backup_stays_empty(Scenario scenario) {
    restoring(scenario);

    assertThat(scenario.create(Restore.CLAIM))
        .hasSkipped("add-data-source-ref")
        .leavesObjectUnchanged();
    assertThat(scenario.object("PersistentVolumeClaim", "app/data"))
        .hasNoField("spec.dataSourceRef");
  }

  @Test
  void a_claim_that_asks_for_no_backup_is_left_alone(Scenario scenario) {
    restoring(scenario);

    assertThat(scenario.create(Restore.CLAIM.replace("hourly", "never")))
        .hasNotMatched("add-data-source-ref")
        .leavesObjectUnchanged();
  }

  @Test
  void a_look_up_that_fails_denies(Scenario scenario) {
    Fault down = Fault.answers("*replicationdestinations*", 500);
    restoring(scenario).inject(down);

    assertThat(scenario.create(Restore.CLAIM))
        .isDeniedBy("add-data-source-ref", "failed to fetch data for APICall");
    scenario.heal(down);
    assertThat(scenario.create(Restore.CLAIM)).isAllowed();
  }

  @Test
  void a_look_up_that_gets_no_answer_denies(Scenario scenario) {
    restoring(scenario)
        .inject(Fault.at("*replicationdestinations*", new Effect.Loses(Reply.Why.REFUSED)));

    assertThat(scenario.create(Restore.CLAIM))
        .isDeniedBy("restore/add-data-source-ref")
        .hasCalledInVain(Restore.LIST);
  }

  @Test
  @JudgedBy(SIMULATED)
  void without_the_right_to_look_kyverno_denies(Scenario scenario) {
    scenario.policies(Restore.POLICY);

    assertThat(scenario.create(Restore.CLAIM))
        .isDeniedBy("add-data-source-ref", "permission denied")
        .hasCalled(Restore.LIST, 403);
  }

  @Test
  @JudgedBy(SIMULATED)
  void while_kyverno_is_down_labelled_claims_wait(Scenario scenario) {
    restoring(scenario).stopKyverno();

    assertThat(scenario.create(Restore.CLAIM)).isRefused(500, "connection refused");
    scenario.startKyverno().pass(Duration.ofSeconds(5));
    assertThat(scenario.create(Restore.CLAIM)).isAllowed();
  }

  @Test
  void a_claim_needs_a_team_but_where_it_is_free(Scenario scenario) {
    scenario.policies(Labelled.POLICY);

    assertThat(scenario.create(TEAMLESS)).isDeniedBy("has-team", "a claim needs a team");
    assertThat(scenario.create(TEAMLESS.replace("app", "free")))
        .hasExcluded("has-team")
        .isAllowed();
    assertThat(scenario.create(TEAMLESS.replace("owner: me", "owner: none, team: a")))
        .isDeniedBy("has-owner");
    assertThat(scenario.create(TEAMLESS.replace("owner: me", "team: a"))).isAllowed();
    assertThat(scenario.unlabel("PersistentVolumeClaim", "app/data", "team"))
        .isDeniedBy("has-team");
    assertThat(scenario.object("PersistentVolumeClaim", "app/data")).hasLabel("team", "a");
    assertThat(scenario.delete("PersistentVolumeClaim", "app/data")).isAllowed();
    assertThat(
            scenario.create("{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: app}}"))
        .isNotSeenByKyverno();
  }

  @Test
  @JudgedBy(SIMULATED)
  void a_namespace_gets_its_secret_and_keeps_it(Scenario scenario) {
    scenario.kyvernoMay(SECRET).policies(Generating.POLICY);

    assertThat(
            scenario.create(
                "{apiVersion: v1, kind: Namespace, metadata: {name: media, labels: {s3: yes}}}"
                    .replace("yes", "'yes'")))
        .hasPassed("make-secret");
    scenario.eventually(
        Duration.ofSeconds(10),
        () ->
            assertThat(scenario.object("Secret", "media/s3"))
                .wasGeneratedBy("secrets", "make-secret")
                .hasField("data", "{key: c2VjcmV0}"));
    assertThat(scenario.delete("Secret", "media/s3")).isAllowed();
    scenario.eventually(
        Duration.ofSeconds(30), () -> assertThat(scenario.object("Secret", "media/s3")).exists());
  }
}
