package dev.kyverdict.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.referee.Project;
import dev.kyverdict.testing.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page about testing says is what is. */
class TestingPageTest {

  private static final int MOST_LINES = 20;

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
        .matcher(Files.readString(Project.root().resolve("docs/testing.md")))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  /** Compiled and run by a project that has nothing but the artifacts of this one. */
  @Test
  void the_first_example_runs_in_a_project_of_its_own(@TempDir Path folder) throws Exception {
    ScratchProject scratch = new ScratchProject(folder);
    List<String> missing = scratch.install();
    Project.requireFromTools(missing.isEmpty(), "the jars of " + missing + " (mvn verify)");
    String example = blocks("java").getFirst();
    assertThat(example.lines()).hasSizeLessThanOrEqualTo(MOST_LINES);
    scratch.write(blocks("xml").getFirst(), example);

    assertThat(scratch.test())
        .contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0")
        .endsWith("ended with 0");
  }

  @Test
  void every_other_snippet_is_one_that_is_compiled_and_run() throws IOException {
    List<String> java = blocks("java");

    assertThat(java.subList(1, java.size())).isEqualTo(snippets());
    assertThat(snippets()).hasSizeGreaterThan(3);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        TestingSnippets.RestoreTest.class,
        TestingSnippets.RightsTest.class,
        TestingSnippets.MutantsTest.class
      })
  void every_snippet_passes(Class<?> snippets) {
    assertThat(Runs.failures(snippets)).isEmpty();
    assertThat(Runs.of(snippets).getTestsSucceededCount()).isPositive();
  }

  @Test
  void the_failure_is_the_one_that_is_printed() throws IOException {
    String printed =
        Files.readString(
            Project.root().resolve("policy-tests/src/test/resources/testing/story.txt"));

    assertThat(printed).contains(blocks("text").getFirst());
  }

  private static List<String> snippets() throws IOException {
    String source =
        Files.readString(
            Project.root()
                .resolve("policy-tests/src/test/java/dev/kyverdict/docs/TestingSnippets.java"));
    return Pattern.compile("(?ms)^ *// snippet\\n(.*?)^ *// end$")
        .matcher(source)
        .results()
        .map(found -> outdented(found.group(1)))
        .toList();
  }

  private static String outdented(String code) {
    return code.lines().collect(Collectors.joining("\n")).stripTrailing().stripIndent() + "\n";
  }
}
