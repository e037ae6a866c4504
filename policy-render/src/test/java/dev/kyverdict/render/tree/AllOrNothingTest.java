package dev.kyverdict.render.tree;

import static dev.kyverdict.render.tree.TreeFixture.get;
import static dev.kyverdict.render.tree.TreeFixture.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever goes wrong at whichever step, the directory is as it was, or as it should be. */
class AllOrNothingTest {

  private static final RenderedTree FIRST =
      new RenderedTree(
          List.of(
              new RenderedFile("infra/kept.yaml", "k: 1\n"),
              new RenderedFile("infra/changed.yaml", "c: 1\n"),
              new RenderedFile("infra/gone.yaml", "g: 1\n"),
              new RenderedFile("old/deep/gone.yaml", "g: 2\n")),
          List.of(),
          List.of());
  private static final RenderedTree SECOND =
      new RenderedTree(
          List.of(
              new RenderedFile("infra/kept.yaml", "k: 1\n"),
              new RenderedFile("infra/changed.yaml", "c: 2\n"),
              new RenderedFile("infra/adopted.yaml", "a: 2\n"),
              new RenderedFile("infra/created.yaml", "n: 2\n"),
              new RenderedFile("new/deep/created.yaml", "n: 2\n")),
          List.of(
              new KustomizationEdit("infra/kustomization.yaml", List.of("created.yaml"), List.of()),
              new KustomizationEdit(
                  "new/deep/kustomization.yaml", List.of("created.yaml"), List.of())),
          List.of(),
          Set.of("infra/adopted.yaml"));

  private final Path root;

  AllOrNothingTest(@TempDir Path root) {
    this.root = root;
  }

  @ParameterizedTest
  @EnumSource(
      value = FailingDisk.Fault.class,
      names = {"BEFORE", "AFTER"})
  void a_failure_at_any_step_leaves_everything_as_it_was(FailingDisk.Fault fault)
      throws IOException {
    Map<String, String> wanted = written();
    int failures = 0;
    int undone = 0;
    for (int step = 1; true; step++) {
      Path directory = before("at-" + step);
      Map<String, String> before = DirectorySnapshot.of(directory);
      FailingDisk disk = new FailingDisk(step, fault);
      try {
        WriteSummary summary = new GitOpsDirectory(directory, disk).write(SECOND);
        if (!disk.hasFailed()) {
          break;
        }
        assertThat(summary.notes()).anyMatch(note -> note.contains("could not tidy up"));
        assertThat(DirectorySnapshot.contents(directory)).containsAllEntriesOf(wanted);
      } catch (TreeRefusedException refused) {
        undone++;
        assertThat(refused.problems()).extracting(TreeProblem::id).containsExactly("write-failed");
        assertThat(DirectorySnapshot.of(directory)).as("step %d", step).isEqualTo(before);
      }
      failures++;
    }
    assertThat(failures).isGreaterThan(25);
    assertThat(undone).isGreaterThan(20);
  }

  @ParameterizedTest
  @EnumSource(
      value = FailingDisk.Fault.class,
      names = {"KILLED_BEFORE", "KILLED_AFTER"})
  void a_kill_at_any_step_leaves_whole_files_and_the_next_run_repairs_the_rest(
      FailingDisk.Fault fault) throws IOException {
    Map<String, String> wanted = written();
    int kills = 0;
    for (int step = 1; true; step++) {
      Path directory = before("at-" + step);
      Map<String, String> before = DirectorySnapshot.contents(directory);
      FailingDisk disk = new FailingDisk(step, fault);
      try {
        new GitOpsDirectory(directory, disk).write(SECOND);
        break;
      } catch (FailingDisk.Killed killed) {
        kills++;
        DirectorySnapshot.contents(directory)
            .forEach(
                (path, content) ->
                    assertThat(content)
                        .as(path)
                        .satisfiesAnyOf(
                            c -> assertThat(c).isEqualTo(before.get(path)),
                            c -> assertThat(c).isEqualTo(wanted.get(path)),
                            c -> assertThat(path).endsWith(".kyverdict-new"),
                            c -> assertThat(path).endsWith(".kyverdict-old")));
        new GitOpsDirectory(directory, FailingDisk.never()).write(SECOND);
        assertThat(DirectorySnapshot.contents(directory)).as("step %d", step).isEqualTo(wanted);
        assertThat(new GitOpsDirectory(directory).check(SECOND).differs()).isFalse();
      }
    }
    assertThat(kills).isGreaterThan(25);
  }

  @Test
  void what_cannot_be_put_back_is_named_and_its_copy_kept() throws IOException {
    Path directory = before("stuck");

    TreeRefusedException refused =
        catchThrowableOfType(
            TreeRefusedException.class,
            () -> new GitOpsDirectory(directory, new StuckDisk("changed.yaml")).write(SECOND));

    assertThat(refused.problems())
        .containsExactly(
            TreeProblem.of(
                "write-failed",
                OwnFiles.PATH,
                "writing failed: java.io.IOException: no more moves",
                "repair the cause and render again"),
            TreeProblem.of(
                "not-put-back",
                "infra/changed.yaml",
                "could not be put back: java.io.IOException: no more moves",
                "restore it with git or from 'infra/.changed.yaml.kyverdict-old' before"
                    + " rendering again"));
    assertThat(get(directory, "infra/.changed.yaml.kyverdict-old")).isEqualTo("c: 1\n");
    assertThat(get(directory, "infra/adopted.yaml")).isEqualTo("by: hand\n");
    assertThat(directory.resolve("new")).doesNotExist();
  }

  @Test
  void a_file_that_changes_while_we_write_is_left_as_it_then_is() throws IOException {
    Path directory = before("race");
    Places places = Places.in(directory);
    TreePlan plan = TreePlanner.plan(SECOND, places);
    put(directory, "infra/gone.yaml", "by: another program\n");
    Map<String, String> before = DirectorySnapshot.contents(directory);

    assertThatExceptionOfType(TreeRefusedException.class)
        .isThrownBy(() -> new TreeTransaction(places, FileOperations.DISK).run(plan))
        .withMessageContaining("infra/gone.yaml: writing failed, all is as it was")
        .withMessageContaining("changed by another program");
    assertThat(DirectorySnapshot.contents(directory)).isEqualTo(before);
  }

  @Test
  void tells_what_an_interrupted_run_had_left_behind() throws IOException {
    Path directory = before("left");
    put(directory, "infra/.x.yaml.kyverdict-new", "half");
    put(directory, "infra/.x.yaml.kyverdict-old", "x");
    put(directory, ".git/.x.yaml.kyverdict-old", "not ours to look at");

    WriteSummary summary = new GitOpsDirectory(directory, FailingDisk.never()).write(SECOND);

    assertThat(summary.notes())
        .contains(
            "infra/.x.yaml.kyverdict-new: left behind by an interrupted run, removed",
            "infra/.x.yaml.kyverdict-old: left behind by an interrupted run, removed");
    assertThat(directory.resolve("infra/.x.yaml.kyverdict-new")).doesNotExist();
    assertThat(directory.resolve(".git/.x.yaml.kyverdict-old")).exists();
  }

  /** The second tree over the first, without any failure. */
  private Map<String, String> written() throws IOException {
    Path directory = before("written");
    new GitOpsDirectory(directory, FailingDisk.never()).write(SECOND);
    return DirectorySnapshot.contents(directory);
  }

  /** The first tree, some time ago, among other people's files. */
  private Path before(String name) throws IOException {
    Path directory = Files.createDirectory(root.resolve(name));
    new GitOpsDirectory(directory, FailingDisk.never()).write(FIRST);
    put(directory, "infra/adopted.yaml", "by: hand\n");
    put(directory, "infra/kustomization.yaml", "resources: [gone.yaml, mine.yaml] # mine\r\n");
    Files.setPosixFilePermissions(
        directory.resolve("infra/kustomization.yaml"),
        PosixFilePermissions.fromString("rw-r-----"));
    DirectorySnapshot.age(directory);
    return directory;
  }
}
