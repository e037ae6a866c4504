package dev.kyverdict.model;

import static dev.kyverdict.model.Sample.annotate;
import static dev.kyverdict.model.Sample.json;
import static dev.kyverdict.model.Sample.match;
import static dev.kyverdict.model.Sample.policy;
import static dev.kyverdict.model.Sample.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyChecksTest {

  @Test
  void a_sound_policy_has_no_problem() {
    assertThat(PolicyChecks.of(policy(rule("r", match("Pod"), List.of(), annotate("a")))))
        .isEmpty();
  }

  @Test
  void every_problem_is_reported_at_once_with_its_place_and_a_repair() {
    Rule nameless = rule("r", Match.NONE, List.of(), annotate("{{ nothing }}"));

    List<Problem> problems = PolicyChecks.of(policy(nameless, nameless));

    assertThat(problems)
        .extracting(Problem::toString)
        .containsExactly(
            "Rule 'r', name: another rule has the same name; rename one of them"
                + " [rule-name-twice at /spec/rules/1/name]",
            "Rule 'r', match: names no resources; name the kinds that the rule looks at"
                + " [no-match at /spec/rules/0/match]",
            "Rule 'r', mutate.patchStrategicMerge.metadata.annotations.value: {{ nothing }} is"
                + " neither built in nor a context entry; load it with a context entry, or begin at"
                + " request.object [variable-not-allowed at"
                + " /spec/rules/0/mutate/patchStrategicMerge/metadata/annotations/value]",
            "Rule 'r', match: names no resources; name the kinds that the rule looks at"
                + " [no-match at /spec/rules/1/match]",
            "Rule 'r', mutate.patchStrategicMerge.metadata.annotations.value: {{ nothing }} is"
                + " neither built in nor a context entry; load it with a context entry, or begin at"
                + " request.object [variable-not-allowed at"
                + " /spec/rules/1/mutate/patchStrategicMerge/metadata/annotations/value]");
  }

  @Test
  void a_slash_in_a_key_is_escaped_in_the_pointer() {
    Mutate patch =
        Mutate.of(
            new Mutate.StrategicMerge(json("{'metadata': {'labels': {'app.io/a~b': true}}}")));

    assertThat(PolicyChecks.of(policy(rule("r", match("Secret"), List.of(), patch))))
        .extracting(Problem::pointer)
        .containsExactly("/spec/rules/0/mutate/patchStrategicMerge/metadata/labels/app.io~1a~0b");
  }

  @Test
  void labels_are_judged_only_where_no_chance_is_involved() {
    Mutate both =
        Mutate.of(
            new Mutate.StrategicMerge(
                json("{'metadata': {'labels': {'a': 1}}, 'spec': {'replicas': 1}}")));

    assertThat(PolicyChecks.of(policy(rule("r", match("Secret"), List.of(), both))))
        .as("Kyverno looks at metadata or at spec, whichever comes first in a random order")
        .isEmpty();
    assertThat(PolicyChecks.of(policy(rule("r", match("Pod"), List.of(), both))))
        .as("in the rule for Deployments and others, spec comes first for certain")
        .extracting(Problem::id)
        .containsExactly("label-not-text");
  }

  @Test
  void a_mutate_of_nothing_is_an_error_only_when_it_was_written() {
    ClusterPolicy nothing =
        policy(rule("r", match("Secret"), List.of(), Mutate.of(new Mutate.NoPatch())));

    assertThat(PolicyChecks.of(nothing)).isEmpty();
    assertThat(PolicyChecks.ofWritten(nothing))
        .extracting(Problem::id)
        .containsExactly("rule-without-action");
  }

  @Test
  void one_problem_of_a_variable_stands_for_the_more_general_one() {
    ClusterPolicy policy =
        policy(
            rule("r", match("Secret"), List.of(), annotate("{{ serviceAccountName }}, {{ b }}")));
    ClusterPolicy foreground =
        new ClusterPolicy(policy.metadata(), policy.spec().withBackground(false));

    assertThat(PolicyChecks.of(policy))
        .extracting(Problem::id)
        .containsExactlyInAnyOrder("background-user-variable", "variable-not-allowed");
    assertThat(PolicyChecks.of(foreground))
        .extracting(Problem::id)
        .containsExactly("variable-not-allowed");
  }

  @Test
  void a_tree_written_in_java_may_be_of_any_shape() {
    List<Action> odd =
        List.of(
            new Action.VerifyImages(json("{'a': 1}")),
            new Action.VerifyImages(json("[1, {'attestors': {'a': 1}, 'attestations': 'x'}]")),
            validate(new Validate.AnyPattern(json("{'a': 1}"))),
            validate(new Validate.Pattern(json("1"))),
            validate(
                new Validate.Cel(
                    false,
                    Optional.of(json("1")),
                    Optional.of(json("'a'")),
                    List.of(),
                    List.of(),
                    Optional.of(json("{'a': 1}")))));

    for (Action action : odd) {
      assertThat(PolicyChecks.of(policy(rule("r", match("Pod"), List.of(), action))))
          .as("%s", action)
          .isNotNull();
    }
  }

  private static Validate validate(Validate.Check check) {
    return new Validate(Optional.empty(), List.of(), true, Optional.of("no"), check);
  }
}
