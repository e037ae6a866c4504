package dev.kyverdict.render.tree;

import static dev.kyverdict.render.tree.TreeFixture.put;
import static dev.kyverdict.render.tree.TreeFixture.tree;
import static dev.kyverdict.render.tree.TreeFixture.withEdit;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeDifferenceTest {

  private final Path root;

  TreeDifferenceTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void a_check_writes_nothing_and_shows_the_difference() {
    GitOpsDirectory directory = new GitOpsDirectory(root);
    directory.write(tree("a.yaml", "a: 1\nb: 1\n", "old.yaml", "o: 1\n"));
    Map<String, String> before = DirectorySnapshot.of(root);

    TreeDifference difference = directory.check(tree("a.yaml", "a: 1\nb: 2\n", "new.yaml", "n: 1"));

    assertThat(DirectorySnapshot.of(root)).isEqualTo(before);
    assertThat(difference.differs()).isTrue();
    assertThat(difference.diff())
        .startsWith(
            """
            --- a/old.yaml
            +++ /dev/null
            @@ -1,1 +0,0 @@
            -o: 1
            --- a/a.yaml
            +++ b/a.yaml
            @@ -1,2 +1,2 @@
             a: 1
            -b: 1
            +b: 2
            --- /dev/null
            +++ b/new.yaml
            @@ -0,0 +1,1 @@
            +n: 1
            \\ No newline at end of file
            --- a/.kyverdict/files
            +++ b/.kyverdict/files
            """);
    assertThat(difference.summary().changed()).containsExactly("a.yaml");
    assertThat(difference.summary().created()).containsExactly("new.yaml");
    assertThat(difference.summary().deleted()).containsExactly("old.yaml");
  }

  @Test
  void git_applies_the_difference_to_the_same_end(@TempDir Path other)
      throws IOException, InterruptedException {
    RenderedTree first =
        withEdit(
            tree("a/x.yaml", lines(1, 40), "a/crlf.yaml", "a: 1\r\nb: 1\r\n", "a/old.yaml", "o: 1"),
            "a/kustomization.yaml",
            List.of("x.yaml", "old.yaml"));
    RenderedTree second =
        withEdit(
            tree("a/x.yaml", lines(3, 41), "a/crlf.yaml", "a: 1\r\nb: 2\r\n", "b/n.yaml", "n: 1"),
            "a/kustomization.yaml",
            List.of("x.yaml", "crlf.yaml"));
    for (Path checkout : List.of(root, other)) {
      put(checkout, "a/kustomization.yaml", "resources:\r\n  - mine.yaml");
      new GitOpsDirectory(checkout).write(first);
    }

    String diff = new GitOpsDirectory(other).check(second).diff();
    applyWithGit(other, diff);
    new GitOpsDirectory(root).write(second);

    assertThat(DirectorySnapshot.contents(other)).isEqualTo(DirectorySnapshot.contents(root));
    assertThat(new GitOpsDirectory(other).check(second).differs()).isFalse();
  }

  private static String lines(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i <= to; i++) {
      text.append("line: ").append(i).append('\n');
    }
    return text.toString();
  }

  private static void applyWithGit(Path checkout, String diff)
      throws IOException, InterruptedException {
    Path patch = Files.createTempFile("difference", ".patch");
    Path said = Files.createTempFile("git", ".txt");
    Files.writeString(patch, diff);
    Process git =
        new ProcessBuilder("git", "apply", "--whitespace=nowarn", patch.toString())
            .directory(checkout.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    int status = git.waitFor();
    assertThat(Files.readString(said)).isEmpty();
    assertThat(status).isZero();
    Files.delete(patch);
    Files.delete(said);
  }
}
