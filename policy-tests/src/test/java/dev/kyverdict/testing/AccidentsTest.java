package dev.kyverdict.testing;

import static dev.kyverdict.testing.PolicyAssertions.assertThat;

import dev.kyverdict.cluster.fault.Fault;
import org.junit.jupiter.api.Test;

/** Each way in which a test could pass and show nothing, and what the kit says of it. */
class AccidentsTest {

  private static final String PLAIN =
      "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: plain, namespace: app}}";

  @KyverdictTest(judges = Judge.ENGINE)
  static class RuleNeverMatches {
    @Test
    void passes(Scenario scenario) {
      scenario.policies(Restore.POLICY);
      assertThat(scenario.create(PLAIN)).hasNotMatched("add-data-source-ref");
    }
  }

  @Test
  void a_rule_that_never_matched() {
    assertThat(Runs.failures(RuleNeverMatches.class))
        .isEqualTo(
            """
            RuleNeverMatches, judged by ENGINE, is green and shows less than it seems:
              rule restore/add-data-source-ref never matched
                repair: make a request that it matches: compare its match with the story of a test, or accept it on the class:
                @Accept(gap = "rule restore/add-data-source-ref never matched", because = "…")\
            """);
  }

  @KyverdictTest(judges = Judge.ENGINE)
  static class ConditionOnlyFalse {
    @Test
    void passes(Scenario scenario) {
      scenario.policies(Restore.POLICY);
      assertThat(scenario.create(Restore.CLAIM)).leavesObjectUnchanged();
    }
  }

  @Test
  void a_condition_that_was_only_ever_false() {
    assertThat(Runs.failures(ConditionOnlyFalse.class))
        .isEqualTo(
            """
            ConditionOnlyFalse, judged by ENGINE, is green and shows less than it seems:
              condition "{{ image }}" NotEquals "" of rule restore/add-data-source-ref was only ever false
                repair: add a test in which it is true, or accept it on the class:
                @Accept(gap = "condition \\"{{ image }}\\" NotEquals \\"\\" of rule restore/add-data-source-ref was only ever false", because = "…")\
            """);
  }

  @KyverdictTest(judges = Judge.ENGINE)
  static class ConditionNeverLookedAt {
    @Test
    void passes(Scenario scenario) {
      scenario.policies(Restore.POLICY);
      scenario.inject(Fault.answers("*replicationdestinations*", 403));
      assertThat(scenario.create(Restore.CLAIM)).isDeniedBy("add-data-source-ref");
    }
  }

  @Test
  void a_condition_that_was_never_looked_at() {
    assertThat(Runs.failures(ConditionNeverLookedAt.class))
        .contains(
            "  condition \"{{ image }}\" NotEquals \"\" of rule restore/add-data-source-ref was"
                + " never looked at\n"
                + "    repair: add a test that gets as far as to it, or accept it");
  }

  @KyverdictTest(judges = Judge.ENGINE)
  static class PolicyNeverAsked {
    @Test
    void passes(Scenario scenario) {
      scenario.policies(Restore.POLICY);
      assertThat(scenario.objects("Secret", "app")).isEmpty();
    }
  }

  @Test
  void a_policy_that_was_never_asked() {
    assertThat(Runs.failures(PolicyNeverAsked.class))
        .contains(
            "  policy restore was never asked\n    repair: make a request that reaches its webhook,"
                + " or do not apply it, or accept it");
  }

  @KyverdictTest(judges = Judge.ENGINE)
  static class NothingAsserted {
    @Test
    void passes(Scenario scenario) {
      scenario.create(PLAIN);
    }
  }

  @Test
  void a_test_without_an_assertion() {
    assertThat(Runs.failures(NothingAsserted.class))
        .endsWith(
            """
            expected  : an assertion about something that happened
            but was   : none
            repair    : assertThat(scenario.create(...)), or assertThat(scenario.object(...))\
            """);
  }

  @KyverdictTest(judges = Judge.ENGINE)
  static class RefusalUnseen {
    @Test
    void passes(Scenario scenario) {
      scenario.policies(Labelled.POLICY);
      scenario.create(PLAIN);
      assertThat(scenario.objects("Secret", "app")).isEmpty();
    }
  }

  @Test
  void a_refusal_that_nobody_looks_at() {
    assertThat(Runs.failures(RefusalUnseen.class))
        .endsWith(
            """
            expected  : somebody looks at a refusal
            but was   : refused, and no assertion is about it: 400 resource\
             PersistentVolumeClaim/app/plain was blocked due to the following policies restricted:\
             has-team: 'validation error: a claim needs a team. rule has-team failed at path\
             /metadata/labels/'
            repair    : assert that it is denied, or make a request that is allowed\
            """);
  }

  @KyverdictTest(judges = Judge.ENGINE)
  @Accept(gap = "rule restore/add-data-source-ref never matched", because = "shown elsewhere")
  static class Accepted {
    @Test
    void passes(Scenario scenario) {
      scenario.policies(Restore.POLICY);
      assertThat(scenario.create(PLAIN)).hasNotMatched("add-data-source-ref");
    }
  }

  @Test
  void what_is_accepted_with_a_reason_passes() {
    assertThat(Runs.failures(Accepted.class)).isEmpty();
    assertThat(Runs.of(Accepted.class).getTestsSucceededCount()).isEqualTo(1);
  }

  @KyverdictTest(judges = Judge.ENGINE, coverage = 60)
  @Accept(gap = "policy restore was never asked", because = "of an older test")
  static class BelowThreshold {
    @Test
    void is_filled(Scenario scenario) {
      scenario.policies(Restore.POLICY).given(Restore.DESTINATION_WITH_IMAGE);
      assertThat(scenario.create(Restore.CLAIM)).hasPassed("add-data-source-ref");
    }

    @Test
    void stays_empty(Scenario scenario) {
      scenario.policies(Restore.POLICY);
      assertThat(scenario.create(Restore.CLAIM)).leavesObjectUnchanged();
    }
  }

  @Test
  void a_needless_acceptance_and_a_share_below_the_threshold() {
    assertThat(Runs.failures(BelowThreshold.class))
        .isEqualTo(
            """
            BelowThreshold, judged by ENGINE, is green and shows less than it seems:
              accepted, and not so: policy restore was never asked
                repair: remove the @Accept
              coverage of outcomes is 40 %, at least 60 % are asked for
            restore/add-data-source-ref: 4 of 10
              seen   matched
              never  not matched
              seen   "{{ image }}" NotEquals "" true
              seen   "{{ image }}" NotEquals "" false
              seen   image answered
              never  image 404
              never  image 401 or 403
              never  image another error status
              never  image no answer
              never  image no JSON
            coverage of outcomes: 40 %\
            """);
  }

  /** One test out of two says nothing of what the other would have shown. */
  @KyverdictTest(judges = Judge.ENGINE)
  static class Red {
    @Test
    void fails(Scenario scenario) {
      scenario.policies(Restore.POLICY);
      assertThat(scenario.create(PLAIN)).hasPassed("add-data-source-ref");
    }
  }

  @Test
  void a_red_class_is_not_told_what_it_lacks_as_well() {
    assertThat(Runs.of(Red.class).getFailures()).hasSize(1);
  }
}
