package dev.kyverdict.render.tree;

import static dev.kyverdict.render.tree.TreeFixture.put;
import static dev.kyverdict.render.tree.TreeFixture.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands against writing is said, all at once and word for word, and nothing is written. */
class RefusedDirectoryTest {

  @ParameterizedTest
  @MethodSource("dev.kyverdict.render.tree.DirectoryCase#all")
  void says_why_and_writes_nothing(DirectoryCase example, @TempDir Path root) throws IOException {
    example.prepare(root);
    Map<String, String> before = DirectorySnapshot.of(root);
    GitOpsDirectory directory = new GitOpsDirectory(root);

    TreeRefusedException written = refusal(() -> directory.write(example.refused()));
    TreeRefusedException checked = refusal(() -> directory.check(example.refused()));

    assertThat(written).hasMessage(example.problems());
    assertThat(checked).hasMessage(example.problems());
    assertThat(DirectorySnapshot.of(root)).isEqualTo(before);
  }

  @Test
  void a_directory_that_is_not_there_is_not_created(@TempDir Path root) {
    Path missing = root.resolve("typo");

    assertThat(refusal(() -> new GitOpsDirectory(missing).write(tree("a.yaml", "a: 1\n"))))
        .hasMessage(
            "%s: directory '%s' does not exist; name the checkout of the GitOps repository, or"
                + " create the directory [directory-missing]",
            missing, missing);
    assertThat(missing).doesNotExist();
  }

  @Test
  void a_file_is_no_directory(@TempDir Path root) {
    put(root, "file", "");
    Path file = root.resolve("file");

    assertThat(refusal(() -> new GitOpsDirectory(file).write(tree("a.yaml", "a: 1\n"))))
        .hasMessage(
            "%s: directory '%s' is a file, not a directory; name the checkout of the GitOps"
                + " repository, or create the directory [not-a-directory]",
            file, file);
  }

  @Test
  void there_are_enough_cases() {
    assertThat(DirectoryCase.all().count()).isGreaterThanOrEqualTo(28);
  }

  private static TreeRefusedException refusal(ThrowingCallable action) {
    return catchThrowableOfType(TreeRefusedException.class, action);
  }
}
