package dev.kyverdict.docs;

import static dev.kyverdict.docs.RestoreClaimFromBackup.POLICY;
import static dev.kyverdict.dsl.ResourceType.REPLICATION_DESTINATION;
import static dev.kyverdict.testing.Judge.ENGINE;
import static dev.kyverdict.testing.Judge.SIMULATED;
import static dev.kyverdict.testing.PolicyAssertions.assertThat;

import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.testing.Accept;
import dev.kyverdict.testing.JudgedBy;
import dev.kyverdict.testing.KyverdictTest;
import dev.kyverdict.testing.Scenario;
import dev.kyverdict.testing.mutants.MutationRun;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The snippets of the page about testing. */
final class TestingSnippets {

  static final String CLAIM =
      """
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: data, namespace: app, labels: {backup: hourly}}
      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
      """;

  static final String DESTINATION =
      """
      apiVersion: volsync.backube/v1alpha1
      kind: ReplicationDestination
      metadata: {name: data-restore, namespace: app}
      status: {latestImage: {kind: VolumeSnapshot, name: snap-1}}
      """;

  private TestingSnippets() {}

  @KyverdictTest(judges = {ENGINE, SIMULATED})
  static class RestoreTest {

    // snippet
    @Test
    void a_claim_with_a_backup_is_filled_from_it(Scenario scenario) {
      scenario.kyvernoMay(REPLICATION_DESTINATION, "list").policies(POLICY).given(DESTINATION);

      assertThat(scenario.create(CLAIM))
          .changesOnly("spec.dataSourceRef", "{kind: ReplicationDestination, name: data-restore}")
          .hasCalled("*/namespaces/app/replicationdestinations?*=data-restore", 200);
      assertThat(scenario.object("PersistentVolumeClaim", "app/data"))
          .hasDataSourceRef("ReplicationDestination", "data-restore");
    }

    // end

    @Test
    void a_claim_without_a_backup_stays_empty(Scenario scenario) {
      scenario.kyvernoMay(REPLICATION_DESTINATION, "list").policies(POLICY);

      assertThat(scenario.create(CLAIM)).hasSkipped("add-data-source-ref").leavesObjectUnchanged();
    }

    // snippet
    @Test
    void while_the_look_up_fails_no_claim_starts_empty(Scenario scenario) {
      Fault outage =
          Fault.answers("*/replicationdestinations*", 503).by("*kyverno-admission-controller");
      scenario.kyvernoMay(REPLICATION_DESTINATION, "list").policies(POLICY).inject(outage);

      assertThat(scenario.create(CLAIM))
          .isDeniedBy("add-data-source-ref", "failed to GET resource");

      scenario.heal(outage);
      assertThat(scenario.create(CLAIM)).isAllowed();
    }

    // end

    // snippet
    @Test
    @JudgedBy(SIMULATED)
    void a_claim_waits_until_kyverno_is_back(Scenario scenario) {
      scenario.kyvernoMay(REPLICATION_DESTINATION, "list").policies(POLICY).given(DESTINATION);
      scenario.invariant(
          "no claim starts empty",
          () ->
              scenario
                  .objects("PersistentVolumeClaim", "app")
                  .objects()
                  .forEach(claim -> assertThat(claim.at("/spec/dataSourceRef")).isNotEmpty()));

      scenario.stopKyverno();
      assertThat(scenario.create(CLAIM)).isRefused(500, "connection refused");

      scenario.startKyverno();
      scenario.eventually(
          Duration.ofMinutes(1), () -> assertThat(scenario.create(CLAIM)).isAllowed());
    }
    // end
  }

  // snippet
  @KyverdictTest
  @Accept(
      gap =
          "condition \"{{ image }}\" NotEquals \"\" of rule"
              + " restore-claim-from-backup/add-data-source-ref was never looked at",
      because = "RestoreTest shows it; this class is about rights")
  static class RightsTest {
    @Test
    void without_the_right_to_look_kyverno_denies(Scenario scenario) {
      scenario.policies(POLICY);

      assertThat(scenario.create(CLAIM)).isDeniedBy("add-data-source-ref", "permission denied");
    }
  }

  // end

  static class MutantsTest {
    // snippet
    @Test
    void every_broken_policy_is_noticed() {
      MutationRun.of(RestoreTest.class).killsAll();
    }
    // end
  }
}
