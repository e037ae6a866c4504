package dev.kyverdict.render.tree;

import static dev.kyverdict.render.tree.TreeFixture.tree;
import static dev.kyverdict.render.tree.TreeFixture.withEdit;
import static dev.kyverdict.render.tree.TreeFixture.withRetired;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RenderedTreeTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "``, is empty",
        "/etc/passwd, is absolute",
        "../x.yaml, has the part '..'",
        "a/../b.yaml, has the part '..'",
        "./a.yaml, has the part '.'",
        "a//b.yaml, has an empty part",
        "a/, has an empty part",
        "a\\b.yaml, has the character '\\'",
        "C:/x.yaml, has the character ':'",
        "a?.yaml, has the character '?'",
        "größe.yaml, has the character U+00F6",
        "` a/b.yaml`, has the part ' a' with a space or dot at its edge",
        "a./b.yaml, has the part 'a.' with a space or dot at its edge",
        ".git/hooks/x, lies in the reserved folder '.git'",
        "a/.GIT/config, lies in the reserved folder '.GIT'",
        ".kyverdict/files, lies in the reserved folder '.kyverdict'",
      })
  void refuses_a_path_that_is_not_plainly_inside(String path, String complaint) {
    assertThatExceptionOfType(TreeRefusedException.class)
        .isThrownBy(() -> new RenderedFile(path, "a: 1\n"))
        .withMessage(
            "%s: path '%s' %s; use a relative path such as infrastructure/storage/claim.yaml"
                + " [path-invalid]",
            path, path, complaint);
  }

  @Test
  void refuses_control_characters_and_long_names() {
    assertThatExceptionOfType(TreeRefusedException.class)
        .isThrownBy(() -> new RenderedFile("a\n.yaml", ""))
        .withMessageContaining("has the character U+000A");
    assertThatExceptionOfType(TreeRefusedException.class)
        .isThrownBy(() -> new RenderedFile("a".repeat(201), ""))
        .withMessageContaining("has a part of more than 200 characters");
  }

  @Test
  void refuses_a_tree_that_contradicts_itself_with_every_reason() {
    assertThatExceptionOfType(TreeRefusedException.class)
        .isThrownBy(
            () ->
                new RenderedTree(
                    tree("a.yaml", "", "b/c.yaml", "").files(),
                    List.of(
                        new KustomizationEdit("kustomization.yaml", List.of("old.yaml"), List.of()),
                        new KustomizationEdit("kustomization.yaml", List.of(), List.of("x.yaml"))),
                    List.of("a.yaml", "old.yaml"),
                    Set.of("n.yaml")))
        .withMessage(
            """
            kustomization.yaml: is in the tree twice; write it once [path-twice]
            a.yaml: is retired and rendered; choose one [retired-and-rendered]
            old.yaml: is retired and to be listed in kustomization.yaml; choose one [retired-and-listed]
            n.yaml: is to be adopted, not rendered; render it [adopts-unknown]\
            """);
  }

  @Test
  void refuses_two_files_at_one_place() {
    assertThatExceptionOfType(TreeRefusedException.class)
        .isThrownBy(() -> tree("a/b.yaml", "", "A/c.yaml", "", "a", "", "a/b.yaml", ""))
        .withMessage(
            """
            a/b.yaml: is in the tree twice; write it once [path-twice]
            a: 'a' and 'A' are one file where case does not count; give one of them another name [case-clash]
            a/b.yaml: 'a' and 'A' are one file where case does not count; give one of them another name [case-clash]
            a/b.yaml: 'a' is a file of the tree as well; give one of them another name [path-under-file]\
            """);
  }

  @Test
  void refuses_an_empty_tree() {
    assertThatExceptionOfType(TreeRefusedException.class)
        .isThrownBy(() -> tree())
        .withMessageContaining("[empty-tree]");
  }

  @Test
  void refuses_a_retired_path_out_of_the_tree() {
    assertThatExceptionOfType(TreeRefusedException.class)
        .isThrownBy(() -> withRetired(tree("a.yaml", ""), "../x.yaml"))
        .withMessageContaining("[path-invalid]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kustomize.yaml", "a/Kustomization.yaml", "a/kustomization.json"})
  void refuses_a_name_that_kustomize_does_not_look_for(String path) {
    assertThatExceptionOfType(TreeRefusedException.class)
        .isThrownBy(() -> withEdit(tree("a.yaml", ""), path, List.of("a.yaml")))
        .withMessageContaining("[kustomization-name]");
  }

  @Test
  void refuses_entries_that_are_none_or_contradict() {
    assertThatExceptionOfType(TreeRefusedException.class)
        .isThrownBy(
            () ->
                new KustomizationEdit(
                    "kustomization.yaml",
                    List.of("a.yaml", "/b.yaml", " ", "c\n.yaml"),
                    List.of("./a.yaml")))
        .satisfies(
            refused ->
                assertThat(refused.problems())
                    .extracting(TreeProblem::id)
                    .containsExactly(
                        "kustomization-entry",
                        "kustomization-entry",
                        "kustomization-entry",
                        "kustomization-entry-twice"));
  }

  @ParameterizedTest
  @CsvSource({
    "a.yaml, a.yaml",
    "./a.yaml, a.yaml",
    "a//b/./c.yaml, a/b/c.yaml",
    "a/../b.yaml, b.yaml",
    "../../a, ../../a",
    "base/, base",
    "/abs/a, /abs/a",
    "https://x//y?ref=1, https://x//y?ref=1",
  })
  void two_spellings_of_one_entry_are_one(String entry, String normalized) {
    assertThat(TreePath.normalized(entry)).isEqualTo(normalized);
  }
}
