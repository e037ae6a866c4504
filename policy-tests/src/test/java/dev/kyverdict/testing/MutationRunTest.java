package dev.kyverdict.testing;

import static dev.kyverdict.testing.PolicyAssertions.assertThat;
import static dev.kyverdict.testing.PolicyAssertions.assertThatThrownBy;

import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.testing.mutants.Mutant;
import dev.kyverdict.testing.mutants.MutationRun;
import dev.kyverdict.testing.mutants.PolicyMutants;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests that notice every mutant, tests that do not, and what is said of them. */
class MutationRunTest {

  @KyverdictTest(judges = Judge.ENGINE)
  static class Strong {
    @Test
    void a_claim_with_a_backup_is_filled(Scenario scenario) {
      scenario.policies(Restore.POLICY).given(Restore.DESTINATION_WITH_IMAGE);
      assertThat(scenario.create(Restore.CLAIM))
          .changesOnly("spec.dataSourceRef", "{name: data-restore}");
    }

    @Test
    void a_claim_without_one_is_not(Scenario scenario) {
      scenario.policies(Restore.POLICY);
      assertThat(scenario.create(Restore.CLAIM))
          .hasSkipped("add-data-source-ref")
          .leavesObjectUnchanged();
    }
  }

  @Test
  void good_tests_notice_every_mutant() {
    MutationRun run = MutationRun.of(Strong.class);

    assertThat(run.score()).isEqualTo("3 of 3 killed");
    run.killsAll();
  }

  @KyverdictTest(judges = Judge.ENGINE)
  static class Weak {
    @Test
    void a_claim_is_denied_when_nobody_may_look(Scenario scenario) {
      scenario.policies(Restore.POLICY).given(Restore.DESTINATION_WITH_IMAGE);
      assertThat(scenario.create(Restore.CLAIM)).hasPassed("add-data-source-ref");
    }

    @Test
    void a_claim_is_allowed(Scenario scenario) {
      scenario.policies(Restore.POLICY);
      assertThat(scenario.create(Restore.CLAIM)).isAllowed();
    }
  }

  @Test
  void weak_tests_are_told_what_they_miss() {
    assertThatThrownBy(() -> MutationRun.of(Weak.class).killsAll())
        .hasMessage(
            """
            2 of 3 killed
              survived: policy restore, rule add-data-source-ref: condition dropped: "{{ image }}" NotEquals ""
            repair: add a test that goes red for each mutant that survived\
            """);
  }

  @KyverdictTest(judges = Judge.ENGINE)
  static class Failing {
    @Test
    void is_wrong(Scenario scenario) {
      scenario.policies(Restore.POLICY);
      assertThat(scenario.create(Restore.CLAIM)).hasPassed("add-data-source-ref");
    }
  }

  @KyverdictTest(judges = Judge.ENGINE)
  static class WithoutPolicy {
    @Test
    void has_no_policy(Scenario scenario) {
      assertThat(scenario.objects("Secret", "app")).isEmpty();
    }
  }

  @Test
  void what_fails_anyway_or_has_no_policy_is_refused() {
    assertThatThrownBy(() -> MutationRun.of(Failing.class))
        .hasMessage("the tests fail without any mutant; make them pass first");
    assertThatThrownBy(() -> MutationRun.of(WithoutPolicy.class))
        .hasMessage("the tests apply no policy; apply policies by Scenario.policies(...)");
  }

  @Test
  void a_story_needs_no_class() {
    MutationRun run =
        MutationRun.of(
            List.of(Labelled.POLICY),
            policies -> {
              Scenario scenario =
                  Restore.scenario().policies(policies.toArray(KyvernoPolicy[]::new));
              assertThat(scenario.create(claim("app", "{owner: none, team: a}")))
                  .isDeniedBy("has-owner");
              assertThat(scenario.create(claim("app", "{owner: me}"))).isDeniedBy("has-team");
              assertThat(scenario.create(claim("free", "{owner: me}"))).isAllowed();
            });

    assertThat(run.score()).isEqualTo("7 of 7 killed");
  }

  private static String claim(String namespace, String labels) {
    return """
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {generateName: data-, namespace: %s, labels: %s}
    """
        .formatted(namespace, labels);
  }

  @Test
  void a_mutant_lacks_one_thing() {
    assertThat(PolicyMutants.of(Labelled.POLICY).stream().map(Mutant::name))
        .containsExactly(
            "policy restricted, removed",
            "policy restricted, rule has-team: removed",
            "policy restricted, rule has-team: match emptied",
            "policy restricted, rule has-team: exclude dropped",
            "policy restricted, rule has-owner: removed",
            "policy restricted, rule has-owner: match emptied",
            "policy restricted, rule has-owner: condition dropped:"
                + " \"{{ request.object.metadata.labels.owner || '' }}\" Equals \"none\"");
  }
}
