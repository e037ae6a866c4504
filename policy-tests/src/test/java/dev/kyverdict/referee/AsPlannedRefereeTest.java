package dev.kyverdict.referee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.referee.Admission.Outcome;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.node.ObjectNode;

/** The rendered <em>as planned</em> policy, judged by Kyverno's packages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AsPlannedRefereeTest {

  private final ObjectNode committed = Project.restorePolicy("as-planned");
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
  void every_claim_of_the_example_cluster_is_decided_as_planned() {
    judge("as planned, example cluster", AsPlannedCases.ofExampleCluster());
  }

  @Test
  void the_unlabelled_claims_are_expected_to_stay_byte_identical() {
    List<Expectation> control =
        AsPlannedCases.ofExampleCluster().stream()
            .filter(expectation -> !expectation.admission().claim().labelled())
            .toList();
    assertThat(control.stream().map(e -> e.admission().claim().key()).distinct()).hasSize(20);
    assertThat(control).allMatch(expectation -> expectation.outcome() == Outcome.UNCHANGED);
  }

  @Test
  void claims_with_a_source_or_a_label_of_their_own_stay_byte_identical() {
    judge("as planned, untouched", AsPlannedCases.untouched());
  }

  @Test
  void a_reference_to_the_own_destination_goes_when_it_has_no_image() {
    judge("as planned, naming their destination", AsPlannedCases.namingTheirDestination());
  }

  @Test
  void odd_claims_are_claims_like_any_other() {
    HostileClaims.treatedAsOrdinary()
        .forEach((name, claim) -> judge("as planned, " + name, AsPlannedCases.of(claim, name)));
  }

  @Test
  void a_dry_run_is_decided_like_the_request_itself() {
    List<Expectation> cases =
        AsPlannedCases.of(Claim.ordinary(), "ordinary").stream()
            .map(Expectation::asDryRun)
            .toList();
    Verdicts.mustHold("as planned, dry run", cases, referee, policies);
  }

  @Test
  void behind_its_own_webhook_the_policy_decides_the_same() {
    List<Expectation> cases =
        AsPlannedCases.ofExampleCluster().stream()
            .filter(expectation -> expectation.name().endsWith(" " + Destination.WARM))
            .toList();
    assertThat(cases).hasSize(38);
    Verdicts.mustHold("as planned, as committed", cases, referee, List.of(committed));
  }

  private void judge(String what, List<Expectation> cases) {
    Verdicts.mustHold(what, cases, referee, policies);
  }
}
