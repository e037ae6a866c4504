package dev.kyverdict.render.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class KustomizationEditorTest {

  @ParameterizedTest
  @MethodSource("dev.kyverdict.render.tree.KustomizationCase#edited")
  void edits_in_place(KustomizationCase example) throws IOException {
    EditOutcome outcome = KustomizationEditor.edit(example.edit(), example.before());

    assertThat(text(outcome)).isEqualTo(example.expectedContent().text());
  }

  @ParameterizedTest
  @MethodSource("dev.kyverdict.render.tree.KustomizationCase#edited")
  void a_second_edit_finds_nothing_to_do(KustomizationCase example) throws IOException {
    FileContent after = example.expectedContent();

    EditOutcome outcome = KustomizationEditor.edit(example.edit(), Optional.of(after));

    assertThat(outcome).isEqualTo(new EditOutcome.AsWanted(Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("dev.kyverdict.render.tree.KustomizationCase#edited")
  void what_it_means_changes_only_in_its_resources(KustomizationCase example) throws IOException {
    Map<Object, Object> before = meaning(example.before().map(FileContent::text).orElse(""));
    Map<Object, Object> after = meaning(example.expectedContent().text());

    List<String> then = resources(before.remove("resources"));
    List<String> now = resources(after.remove("resources"));

    if (!before.isEmpty()) {
      assertThat(after).isEqualTo(before);
    }
    assertThat(now).isEqualTo(expected(then, example.edit()));
  }

  @ParameterizedTest
  @MethodSource("dev.kyverdict.render.tree.KustomizationCase#asWanted")
  void leaves_alone_what_is_as_wanted(KustomizationCase example) {
    EditOutcome outcome = KustomizationEditor.edit(example.edit(), example.before());

    assertThat(outcome).isInstanceOf(EditOutcome.AsWanted.class);
  }

  @ParameterizedTest
  @MethodSource("dev.kyverdict.render.tree.KustomizationCase#refused")
  void says_so_when_it_cannot(KustomizationCase example) throws IOException {
    EditOutcome outcome = KustomizationEditor.edit(example.edit(), example.before());

    assertThat(text(outcome)).isEqualTo(example.expectedContent().text());
  }

  @Test
  void there_are_enough_examples() {
    assertThat(KustomizationCase.edited().count()).isGreaterThanOrEqualTo(80);
    assertThat(KustomizationCase.asWanted().count()).isGreaterThanOrEqualTo(9);
    assertThat(KustomizationCase.refused().count()).isGreaterThanOrEqualTo(30);
  }

  @Test
  void a_template_that_was_edited_by_hand_is_noted() {
    KustomizationEdit edit =
        new KustomizationEdit("kustomization.yaml", List.of("c.yaml"), List.of());
    String template = "resources:\n  {{- if .x }}\n  - c.yaml\n  {{- end }}\n";

    EditOutcome outcome = KustomizationEditor.edit(edit, Optional.of(FileContent.of(template)));

    assertThat(outcome)
        .isEqualTo(
            new EditOutcome.AsWanted(
                Optional.of(
                    "kustomization.yaml: a template; judged by its lines, the resources are as"
                        + " they should be")));
  }

  private static String text(EditOutcome outcome) {
    return switch (outcome) {
      case EditOutcome.Edited(FileContent content) -> content.text();
      case EditOutcome.AsWanted(Optional<String> note) -> "as wanted";
      case EditOutcome.Refused(List<TreeProblem> problems) ->
          problems.stream().map(problem -> problem + "\n").collect(Collectors.joining());
    };
  }

  private static List<String> expected(List<String> then, KustomizationEdit edit) {
    List<String> expected = new java.util.ArrayList<>(then);
    edit.have().stream().filter(entry -> !isAmong(then, entry)).forEach(expected::add);
    expected.removeIf(entry -> isAmong(edit.drop(), entry));
    return expected;
  }

  private static boolean isAmong(List<String> entries, String entry) {
    return entries.stream().map(TreePath::normalized).anyMatch(TreePath.normalized(entry)::equals);
  }

  private static Map<Object, Object> meaning(String text) {
    Object loaded = new Load(LoadSettings.builder().build()).loadFromString(text);
    return loaded instanceof Map<?, ?> map ? new HashMap<>(map) : new HashMap<>();
  }

  private static List<String> resources(Object list) {
    return list instanceof List<?> entries
        ? entries.stream().map(String::valueOf).toList()
        : List.of();
  }
}
