package dev.kyverdict.referee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.referee.Admission.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rendered <em>safe</em> policy, mutate rules and gate, judged by Kyverno's packages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SafeRefereeTest {

  private final ObjectNode committed = Project.restorePolicy("safe");
  private final List<ObjectNode> policies = List.of(Project.withoutWebhook(committed));
  private PackagesReferee referee;

  @BeforeAll
  void start() {
    referee = new PackagesReferee();
  }

  @AfterAll
  void stop() {
    if (referee != null) {
      referee.close();
    }
  }

  @Test
  void every_claim_of_the_example_cluster_is_decided_by_destination_and_catalogue() {
    Verdicts.mustHold("safe, example cluster", SafeCases.ofExampleCluster(), referee, policies);
  }

  @Test
  void the_unlabelled_claims_are_expected_to_stay_byte_identical() {
    List<Expectation> control =
        SafeCases.ofExampleCluster().stream()
            .filter(expectation -> !expectation.admission().claim().labelled())
            .toList();
    assertThat(control.stream().map(e -> e.admission().claim().key()).distinct()).hasSize(20);
    assertThat(control).allMatch(expectation -> expectation.outcome() == Outcome.UNCHANGED);
  }

  @Test
  void claims_with_a_source_a_volume_or_a_person_behind_them_pass() {
    Verdicts.mustHold("safe, untouched", SafeCases.untouched(), referee, policies);
  }

  @Test
  void a_reference_to_the_own_destination_stays_only_when_it_can_be_restored_from() {
    Verdicts.mustHold(
        "safe, naming their destination", SafeCases.namingTheirDestination(), referee, policies);
  }

  @Test
  void odd_claims_are_claims_like_any_other() {
    HostileClaims.treatedAsOrdinary()
        .forEach(
            (name, claim) ->
                Verdicts.mustHold("safe, " + name, SafeCases.of(claim, name), referee, policies));
  }

  @Test
  void a_claim_without_a_size_is_denied_with_the_way_out() {
    Verdicts.mustHold("safe, no size", List.of(SafeCases.withoutSize()), referee, policies);
  }

  @Test
  void a_dry_run_is_decided_like_the_request_itself() {
    List<Expectation> cases =
        SafeCases.of(Claim.ordinary(), "ordinary").stream().map(Expectation::asDryRun).toList();
    Verdicts.mustHold("safe, dry run", cases, referee, policies);
  }

  @Test
  void behind_its_own_webhook_the_policy_decides_the_same() {
    List<Expectation> cases =
        SafeCases.ofExampleCluster().stream()
            .filter(
                expectation ->
                    expectation.name().matches(".* (WARM|SYNCING) (LISTS|DOES_NOT_LIST)"))
            .toList();
    assertThat(cases).hasSize(4 * 38);
    Verdicts.mustHold("safe, as committed", cases, referee, List.of(committed));
  }

  @Test
  void the_denial_names_the_claim_the_backup_the_time_and_the_way_out() {
    Claim claim = Claim.ordinary();
    World world =
        World.of(claim).destination(Destination.SYNCING).catalogue(Duration.ofMinutes(3), true);

    JsonNode answer = referee.judge(Admission.create(claim, world).question(policies));

    assertThat(answer.path("deny").asString(""))
        .contains("karakeep/data-pvc")
        .contains(Destination.NEWEST)
        .contains("by the catalogue of 20")
        .contains("volsync.backup/skip-restore: \"true\"");
  }

  @Test
  void a_claim_that_is_none_of_ours_costs_no_call() {
    for (Claim claim : HostileClaims.untouchable().values()) {
      World world = Catalogue.LISTS.in(World.of(claim).destination(Destination.WARM));

      JsonNode answer = referee.judge(Admission.create(claim, world).question(policies));

      assertThat(answer.path("calls").size()).as(claim.object().toString()).isZero();
    }
  }
}
