package dev.kyverdict.model;

import static dev.kyverdict.model.Sample.annotate;
import static dev.kyverdict.model.Sample.entry;
import static dev.kyverdict.model.Sample.match;
import static dev.kyverdict.model.Sample.policy;
import static dev.kyverdict.model.Sample.precondition;
import static dev.kyverdict.model.Sample.query;
import static dev.kyverdict.model.Sample.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VariableLoadingTest {

  @Test
  void a_value_that_is_never_loaded_names_the_call_that_repairs_it() {
    ClusterPolicy policy =
        policy(rule("r", match("Secret"), List.of(entry("img", "a")), annotate("{{ imgg }}")));

    assertThat(PolicyChecks.of(policy)).as("Kyverno lets it through: it begins like img").isEmpty();
    assertThat(PolicyChecks.ofWritten(policy))
        .extracting(Problem::toString)
        .containsExactly(
            "Rule 'r', mutate.patchStrategicMerge.metadata.annotations.value: {{ imgg }} is used"
                + " and 'imgg' is never loaded; add .context(…) for it (loaded: [img])"
                + " [variable-not-loaded at"
                + " /spec/rules/0/mutate/patchStrategicMerge/metadata/annotations/value]");
  }

  @Test
  void an_entry_sees_only_the_ones_before_it() {
    assertThat(written(List.of(entry("a", "{{ b.c }}"), entry("b", "x")), "{{ a }}"))
        .containsExactly(
            "Rule 'r', context[0].variable.value: {{ b.c }} is used before 'b' is loaded; move it"
                + " behind the context entry 'b', or the entry before it");
    assertThat(written(List.of(entry("b", "x"), entry("a", "{{ b.c }}")), "{{ a }}")).isEmpty();
  }

  @Test
  void the_query_of_an_entry_without_value_asks_the_context_too() {
    assertThat(written(List.of(query("a", "b.c"), entry("b", "x")), "{{ a }}"))
        .containsExactly(
            "Rule 'r', context[0].variable.jmesPath: b.c is used before 'b' is loaded; move it"
                + " behind the context entry 'b', or the entry before it");
    assertThat(written(List.of(query("a", "request.object.metadata.name")), "{{ a }}")).isEmpty();
  }

  @Test
  void a_precondition_does_not_see_the_entries_of_a_loop() {
    Mutate.ForEach loop =
        new Mutate.ForEach(
            "request.object.spec.containers",
            Optional.empty(),
            List.of(entry("inner", "a")),
            Optional.empty(),
            annotate("{{ inner }} {{ element.name }}").patch());
    Rule rule =
        rule(
            "r",
            match("Secret"),
            List.of(),
            Optional.of(precondition("{{ inner }}")),
            Mutate.of(new Mutate.ForEachPatch(List.of(loop))));

    assertThat(PolicyChecks.ofWritten(policy(rule)))
        .extracting(Problem::id, Problem::pointer)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "variable-loaded-later", "/spec/rules/0/preconditions/all/0/key"));
  }

  @Test
  void functions_literals_and_built_in_names_are_no_entries() {
    assertThat(
            written(
                List.of(),
                "{{ request.name }} {{ images.containers }} {{ length(request.object) }}"
                    + " {{ to_string(@) }} {{ \"request\".name }}"))
        .isEmpty();
  }

  private static List<String> written(List<ContextEntry> context, String value) {
    return PolicyChecks.ofWritten(policy(rule("r", match("Secret"), context, annotate(value))))
        .stream()
        .map(Problem::toString)
        .map(text -> text.substring(0, text.lastIndexOf(" [")))
        .toList();
  }
}
