package dev.kyverdict.model;

import static dev.kyverdict.model.Sample.entry;
import static dev.kyverdict.model.Sample.json;
import static dev.kyverdict.model.Sample.match;
import static dev.kyverdict.model.Sample.policy;
import static dev.kyverdict.model.Sample.precondition;
import static dev.kyverdict.model.Sample.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which edits of an installed generate rule Kyverno 1.19.1 lets pass. */
class GenerateUpgradeTest {

  private static final Rule INSTALLED = generating("backup", "source", "{'a': 1}", false);

  @Test
  void the_same_policy_follows_itself() {
    assertThat(GenerateUpgrade.problems(policy(INSTALLED), policy(INSTALLED))).isEmpty();
  }

  @Test
  void data_and_how_it_is_kept_may_change() {
    Rule edited = generating("backup", "source", "{'a': 2}", true);

    assertThat(GenerateUpgrade.problems(policy(INSTALLED), policy(edited))).isEmpty();
  }

  @Test
  void a_rule_may_be_added() {
    Rule added = generating("credentials", "secret", "{}", true);

    assertThat(GenerateUpgrade.problems(policy(INSTALLED), policy(added, INSTALLED))).isEmpty();
  }

  @Test
  void another_name_is_refused() {
    assertThat(problems(INSTALLED, INSTALLED.withName("backup-2")))
        .containsExactly(
            "Rule 'backup-2', name: Kyverno refuses another name than that of the installed rule"
                + " 'backup'; delete the policy first, or give the rule another target"
                + " [generate-rule-immutable at /spec/rules/0/name]");
  }

  @Test
  void context_and_preconditions_are_refused_together() {
    Rule edited =
        rule(
            "backup",
            INSTALLED.match(),
            List.of(entry("a", "b")),
            Optional.of(precondition("{{ a }}")),
            INSTALLED.action());

    assertThat(problems(INSTALLED, edited))
        .singleElement()
        .asString()
        .contains("refuses another context, preconditions than");
  }

  @Test
  void another_match_is_refused_only_where_an_installed_rule_synchronizes() {
    Rule wider = rule("backup", match("Namespace"), List.of(), INSTALLED.action());
    Rule synchronizing = generating("other", "secret", "{}", true);

    assertThat(problems(INSTALLED, wider)).isEmpty();
    assertThat(
            GenerateUpgrade.problems(
                policy(INSTALLED, synchronizing), policy(wider, synchronizing)))
        .extracting(Problem::id, Problem::severity)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("generate-rule-immutable", Problem.Severity.ERROR));
  }

  @Test
  void another_target_leaves_the_old_one_behind_and_hides_every_refusal() {
    Rule edited = generating("backup-2", "source-2", "{'a': 1}", false);

    assertThat(problems(INSTALLED, edited))
        .containsExactly(
            "Rule 'backup': is no longer there; delete what it made before, or keep it; Kyverno"
                + " keeps it no longer in step [generate-target-abandoned at /spec/rules]");
    assertThat(problems(INSTALLED, generating("backup", "source-2", "{}", false)))
        .singleElement()
        .asString()
        .startsWith("Rule 'backup', generate: makes another object than the installed rule");
  }

  private static List<String> problems(Rule before, Rule after) {
    return GenerateUpgrade.problems(policy(before), policy(after)).stream()
        .map(Problem::toString)
        .toList();
  }

  private static Rule generating(String rule, String target, String data, boolean synchronize) {
    return rule(
        rule,
        match("PersistentVolumeClaim"),
        List.of(),
        new Generate(
            Optional.empty(),
            Optional.of(synchronize),
            Optional.empty(),
            new Generate.Target(
                Optional.of("v1"),
                Optional.of("ConfigMap"),
                Optional.of("{{ request.namespace }}"),
                Optional.of(target),
                Optional.empty()),
            new Generate.Data(json(data))));
  }
}
