package dev.kyverdict.render.tree;

import static dev.kyverdict.render.tree.TreeFixture.get;
import static dev.kyverdict.render.tree.TreeFixture.put;
import static dev.kyverdict.render.tree.TreeFixture.tree;
import static dev.kyverdict.render.tree.TreeFixture.withEdit;
import static dev.kyverdict.render.tree.TreeFixture.withRetired;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitOpsDirectoryTest {

  private static final String CLAIM = "infra/storage/claim.yaml";
  private static final String JOB = "infra/storage/job.yaml";
  private static final String KUSTOMIZATION = "infra/storage/kustomization.yaml";

  private final Path root;
  private final GitOpsDirectory directory;

  GitOpsDirectoryTest(@TempDir Path root) {
    this.root = root;
    this.directory = new GitOpsDirectory(root);
  }

  @Test
  void writes_the_files_and_the_list_of_them() {
    WriteSummary summary = directory.write(tree(JOB, "b: 1\n", CLAIM, "a: ä\n"));

    assertThat(DirectorySnapshot.contents(root).keySet())
        .containsExactly(OwnFiles.PATH, CLAIM, JOB);
    assertThat(get(root, CLAIM)).isEqualTo("a: ä\n");
    assertThat(get(root, OwnFiles.PATH))
        .isEqualTo(
            """
            # The files that kyverdict wrote here, and the sha256 of what it wrote.
            # Commit this file; do not edit it.
            615b91c3db4d377f45a69f201e4278da083a18ae28f78e24a86df269d455deaa  infra/storage/claim.yaml
            08e60701d32af867a9df2a88cc0a72b634187039d243c4dd3afe1b87b957c97d  infra/storage/job.yaml
            """);
    assertThat(summary)
        .isEqualTo(
            new WriteSummary(
                List.of(CLAIM, JOB),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of()));
  }

  @Test
  void a_second_write_touches_nothing() {
    put(root, KUSTOMIZATION, "resources:\n  - old.yaml\n");
    RenderedTree tree =
        withEdit(tree(CLAIM, "a: 1\n", JOB, "b: 1\n"), KUSTOMIZATION, List.of("claim.yaml"));
    directory.write(tree);
    DirectorySnapshot.age(root);
    Map<String, String> before = DirectorySnapshot.of(root);

    WriteSummary summary = directory.write(tree);

    assertThat(DirectorySnapshot.of(root)).isEqualTo(before);
    assertThat(summary.unchanged()).containsExactly(CLAIM, JOB);
    assertThat(summary.created()).isEmpty();
    assertThat(summary.changed()).isEmpty();
    assertThat(summary.kustomizations()).isEmpty();
    assertThat(directory.check(tree).differs()).isFalse();
  }

  @Test
  void replaces_only_what_changed() throws IOException {
    directory.write(tree(CLAIM, "a: 1\n", JOB, "b: 1\n"));
    DirectorySnapshot.age(root);
    Map<String, String> before = DirectorySnapshot.of(root);

    WriteSummary summary = directory.write(tree(CLAIM, "a: 2\n", JOB, "b: 1\n"));

    assertThat(get(root, CLAIM)).isEqualTo("a: 2\n");
    assertThat(DirectorySnapshot.of(root)).containsEntry(JOB, before.get(JOB));
    assertThat(summary.changed()).containsExactly(CLAIM);
    assertThat(summary.unchanged()).containsExactly(JOB);
  }

  @Test
  void deletes_what_it_wrote_before_and_nothing_else() {
    put(root, "infra/storage/mine.yaml", "mine: 1\n");
    directory.write(tree(CLAIM, "a: 1\n", JOB, "b: 1\n", "gone/deep/x.yaml", "x: 1\n"));

    WriteSummary summary = directory.write(tree(CLAIM, "a: 1\n"));

    assertThat(summary.deleted()).containsExactly("gone/deep/x.yaml", JOB);
    assertThat(DirectorySnapshot.of(root))
        .containsOnlyKeys(
            "",
            ".kyverdict",
            OwnFiles.PATH,
            "infra",
            "infra/storage",
            CLAIM,
            "infra/storage/mine.yaml");
  }

  @Test
  void keeps_a_folder_in_which_somebody_else_has_a_file() {
    put(root, "gone/mine.txt", "mine");
    directory.write(tree(CLAIM, "a: 1\n", "gone/deep/x.yaml", "x: 1\n"));

    directory.write(tree(CLAIM, "a: 1\n"));

    assertThat(root.resolve("gone/deep")).doesNotExist();
    assertThat(get(root, "gone/mine.txt")).isEqualTo("mine");
  }

  @Test
  void forgets_a_stale_file_that_a_person_has_deleted() throws IOException {
    directory.write(tree(CLAIM, "a: 1\n", JOB, "b: 1\n"));
    Files.delete(root.resolve(JOB));

    WriteSummary summary = directory.write(tree(CLAIM, "a: 1\n"));

    assertThat(summary.deleted()).isEmpty();
    assertThat(get(root, OwnFiles.PATH)).doesNotContain(JOB);
  }

  @Test
  void writes_a_file_again_that_a_person_has_deleted() throws IOException {
    directory.write(tree(CLAIM, "a: 1\n", JOB, "b: 1\n"));
    Files.delete(root.resolve(JOB));

    WriteSummary summary = directory.write(tree(CLAIM, "a: 1\n", JOB, "b: 1\n"));

    assertThat(summary.created()).containsExactly(JOB);
    assertThat(get(root, JOB)).isEqualTo("b: 1\n");
  }

  @Test
  void does_not_overwrite_an_edit_by_hand() {
    directory.write(tree(CLAIM, "a: 1\n"));
    put(root, CLAIM, "a: 1 # mine\n");

    assertThatExceptionOfType(TreeRefusedException.class)
        .isThrownBy(() -> directory.write(tree(CLAIM, "a: 2\n")))
        .withMessage(
            "infra/storage/claim.yaml: the rendered file was edited by hand since; move the edit"
                + " into the settings or the Java source, delete the file and render again"
                + " [edited-by-hand]");
    assertThat(get(root, CLAIM)).isEqualTo("a: 1 # mine\n");
  }

  @Test
  void does_not_undo_an_edit_by_hand_even_if_nothing_new_was_rendered() {
    directory.write(tree(CLAIM, "a: 1\n"));
    put(root, CLAIM, "a: 1 # mine\n");

    assertThatExceptionOfType(TreeRefusedException.class)
        .isThrownBy(() -> directory.write(tree(CLAIM, "a: 1\n")));
  }

  @Test
  void accepts_an_edit_by_hand_that_comes_to_the_same() {
    directory.write(tree(CLAIM, "a: 1\n"));
    put(root, CLAIM, "a: 2\n");

    WriteSummary summary = directory.write(tree(CLAIM, "a: 2\n"));

    assertThat(summary.unchanged()).containsExactly(CLAIM);
    assertThat(directory.write(tree(CLAIM, "a: 3\n")).changed()).containsExactly(CLAIM);
  }

  @Test
  void a_checkout_with_other_line_ends_is_nobodys_edit() {
    directory.write(tree(CLAIM, "a: 1\nb: 1\n", JOB, "b: 1\n"));
    put(root, CLAIM, "a: 1\r\nb: 1\r\n");
    put(root, OwnFiles.PATH, get(root, OwnFiles.PATH).replace("\n", "\r\n"));

    assertThat(directory.check(tree(CLAIM, "a: 1\nb: 1\n", JOB, "b: 1\n")).differs()).isFalse();
    assertThat(directory.write(tree(CLAIM, "a: 2\n", JOB, "b: 1\n")).changed())
        .containsExactly(CLAIM);
  }

  @Test
  void takes_the_place_of_a_file_that_it_may_adopt() {
    put(root, CLAIM, "by: hand\n");
    put(root, JOB, "b: 1\n");

    WriteSummary summary = directory.write(tree(CLAIM, "a: 1\n", JOB, "b: 1\n").adopting(CLAIM));

    assertThat(summary.changed()).containsExactly(CLAIM);
    assertThat(summary.unchanged()).containsExactly(JOB);
    assertThat(summary.notes())
        .containsExactly(CLAIM + ": took the place of a file that was not rendered");
    assertThat(get(root, CLAIM)).isEqualTo("a: 1\n");
  }

  @Test
  void an_adopted_file_is_protected_from_then_on() {
    RenderedTree tree = tree(CLAIM, "a: 1\n").adoptingAll();
    put(root, CLAIM, "by: hand\n");
    directory.write(tree);
    put(root, CLAIM, "by: hand again\n");

    assertThatExceptionOfType(TreeRefusedException.class)
        .isThrownBy(() -> directory.write(tree))
        .withMessageContaining("[edited-by-hand]");
  }

  @Test
  void reports_a_retired_file_and_takes_it_off_its_list() {
    put(root, KUSTOMIZATION, "resources:\n  - sync-cronjob.yaml # old\n  - a.yaml\n");
    put(root, "infra/storage/sync-cronjob.yaml", "old: 1\n");

    WriteSummary summary =
        directory.write(
            withRetired(
                tree(CLAIM, "a: 1\n"), "infra/storage/sync-cronjob.yaml", "not/there.yaml"));

    assertThat(summary.toDeleteByHand()).containsExactly("infra/storage/sync-cronjob.yaml");
    assertThat(summary.kustomizations()).containsExactly(KUSTOMIZATION);
    assertThat(get(root, KUSTOMIZATION)).isEqualTo("resources:\n  - a.yaml\n");
    assertThat(get(root, "infra/storage/sync-cronjob.yaml")).isEqualTo("old: 1\n");
  }

  @Test
  void deletes_a_retired_file_that_it_wrote_itself() {
    directory.write(tree(CLAIM, "a: 1\n", JOB, "b: 1\n"));

    WriteSummary summary = directory.write(withRetired(tree(CLAIM, "a: 1\n"), JOB));

    assertThat(summary.deleted()).containsExactly(JOB);
    assertThat(summary.toDeleteByHand()).isEmpty();
  }

  @Test
  void a_deleted_file_leaves_the_list_that_names_it() {
    directory.write(
        withEdit(
            tree(CLAIM, "a: 1\n", JOB, "b: 1\n"),
            KUSTOMIZATION,
            List.of("claim.yaml", "job.yaml")));

    WriteSummary summary = directory.write(tree(CLAIM, "a: 1\n"));

    assertThat(summary.deleted()).containsExactly(JOB);
    assertThat(summary.kustomizations()).containsExactly(KUSTOMIZATION);
    assertThat(get(root, KUSTOMIZATION))
        .isEqualTo(
            "apiVersion: kustomize.config.k8s.io/v1beta1\n"
                + "kind: Kustomization\n"
                + "resources:\n"
                + "  - claim.yaml\n");
  }

  @Test
  void a_deleted_file_leaves_a_list_further_up() {
    put(root, "infra/kustomization.yaml", "resources: [storage/job.yaml, storage/claim.yaml]\n");
    RenderedTree both = tree(CLAIM, "a: 1\n", JOB, "b: 1\n");
    directory.write(both);

    directory.write(
        withEdit(tree(CLAIM, "a: 1\n"), "infra/kustomization.yaml", List.of("storage/claim.yaml")));

    assertThat(get(root, "infra/kustomization.yaml"))
        .isEqualTo("resources: [storage/claim.yaml]\n");
  }

  @Test
  void hands_a_kustomization_over_that_it_used_to_render() {
    directory.write(tree(CLAIM, "a: 1\n", KUSTOMIZATION, "resources:\n  - claim.yaml\n"));
    put(root, KUSTOMIZATION, "resources:\n  - claim.yaml\n  - mine.yaml\n");
    RenderedTree edited =
        withEdit(tree(CLAIM, "a: 1\n", JOB, "b: 1\n"), KUSTOMIZATION, List.of("job.yaml"));

    WriteSummary summary = directory.write(edited);

    assertThat(summary.deleted()).isEmpty();
    assertThat(summary.kustomizations()).containsExactly(KUSTOMIZATION);
    assertThat(get(root, KUSTOMIZATION))
        .isEqualTo("resources:\n  - claim.yaml\n  - mine.yaml\n  - job.yaml\n");
    assertThat(get(root, OwnFiles.PATH)).doesNotContain("kustomization");
  }

  @Test
  void keeps_the_permissions_of_a_file() throws IOException {
    put(root, CLAIM, "a: 1\n");
    Files.setPosixFilePermissions(
        root.resolve(CLAIM), PosixFilePermissions.fromString("rwxr-----"));

    directory.write(tree(CLAIM, "a: 2\n").adoptingAll());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(CLAIM))))
        .isEqualTo("rwxr-----");
  }

  @Test
  void writes_through_a_link_that_stays_inside() throws IOException {
    Files.createDirectory(root.resolve("real"));
    Files.createSymbolicLink(root.resolve("infra"), Path.of("real"));

    directory.write(tree(CLAIM, "a: 1\n"));
    directory.write(tree(JOB, "b: 1\n"));

    assertThat(get(root, "real/storage/job.yaml")).isEqualTo("b: 1\n");
    assertThat(root.resolve("real/storage/claim.yaml")).doesNotExist();
    assertThat(root.resolve("infra")).isSymbolicLink();
  }

  @Test
  void works_in_a_directory_that_is_itself_reached_by_a_link(@TempDir Path other)
      throws IOException {
    Path link = Files.createSymbolicLink(other.resolve("link"), root);

    new GitOpsDirectory(link).write(tree(CLAIM, "a: 1\n"));

    assertThat(get(root, CLAIM)).isEqualTo("a: 1\n");
  }

  @Test
  void keeps_a_kustomization_of_its_own_in_step_without_editing_it() {
    directory.write(
        tree(CLAIM, "a: 1\n", JOB, "b: 1\n", KUSTOMIZATION, "resources: [claim.yaml, job.yaml]\n"));

    WriteSummary summary =
        directory.write(tree(CLAIM, "a: 1\n", KUSTOMIZATION, "resources: [claim.yaml]\n"));

    assertThat(summary.changed()).containsExactly(KUSTOMIZATION);
    assertThat(summary.kustomizations()).isEmpty();
  }

  @Test
  void deletes_a_kustomization_of_its_own_together_with_what_it_lists() {
    directory.write(
        tree(
            CLAIM,
            "a: 1\n",
            "x/a.yaml",
            "b: 1\n",
            "x/kustomization.yaml",
            "resources: [a.yaml]\n"));

    WriteSummary summary = directory.write(tree(CLAIM, "a: 1\n"));

    assertThat(summary.deleted()).containsExactly("x/a.yaml", "x/kustomization.yaml");
    assertThat(root.resolve("x")).doesNotExist();
  }
}
