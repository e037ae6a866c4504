package dev.kyverdict.lint;

import static dev.kyverdict.lint.LookUpLint.DEFAULT_HIDES_FAILURE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.model.ClusterPolicy;
import dev.kyverdict.model.Metadata;
import dev.kyverdict.model.Problem;
import dev.kyverdict.model.Spec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AcceptancesTest {

  private static final Problem PROBLEM =
      Problem.warning(
          DEFAULT_HIDES_FAILURE.id(), "/spec/rules/0", "rule 'x': it hides", "repair it");

  @Test
  void a_finding_is_accepted_with_its_reason() {
    List<Finding> findings = findings("default-hides-failure=the plan's choice: start fresh");

    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().isAccepted()).isTrue();
    assertThat(findings.getFirst().acceptance()).contains("the plan's choice: start fresh");
    assertThat(findings.getFirst())
        .hasToString(
            "ClusterPolicy x: rule 'x': it hides; repair it [default-hides-failure at"
                + " /spec/rules/0] (accepted: the plan's choice: start fresh)");
  }

  @Test
  void without_an_annotation_nothing_is_accepted() {
    ClusterPolicy policy = new ClusterPolicy(Metadata.named("x"), Spec.of(List.of()));

    assertThat(Acceptances.apply(policy, List.of(PROBLEM)))
        .containsExactly(new Finding(policy, PROBLEM, Optional.empty()));
  }

  @Test
  void an_acceptance_without_a_reason_accepts_nothing() {
    List<Finding> findings = findings("default-hides-failure= ");

    assertThat(findings).noneMatch(Finding::isAccepted);
    assertThat(findings.getLast().problem().message())
        .isEqualTo(
            "ClusterPolicy 'x', annotation kyverdict.dev/accept: 'default-hides-failure' is"
                + " accepted without a reason");
  }

  @Test
  void an_acceptance_of_nothing_is_a_finding() {
    List<Finding> findings =
        findings("default-hides-failure=planned; generate-name=claims have names");

    assertThat(findings).hasSize(2);
    assertThat(findings.getLast().problem())
        .isEqualTo(
            Problem.warning(
                "acceptance-unused",
                "/metadata/annotations/kyverdict.dev~1accept",
                "ClusterPolicy 'x', annotation kyverdict.dev/accept: there is no 'generate-name'"
                    + " here",
                "remove 'generate-name'"));
  }

  @Test
  void a_misspelt_acceptance_is_told_what_it_means() {
    assertThat(findings("default-hides-failures=planned").getLast().problem().message())
        .endsWith(
            "no lint is called 'default-hides-failures'; did you mean 'default-hides-failure'?");
  }

  private static List<Finding> findings(String annotation) {
    ClusterPolicy policy =
        new ClusterPolicy(
            Metadata.named("x").annotation(Acceptances.ANNOTATION, annotation), Spec.of(List.of()));
    return Acceptances.apply(policy, List.of(PROBLEM));
  }
}
