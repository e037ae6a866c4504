package dev.kyverdict.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.referee.Project;
import dev.kyverdict.render.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the README says is what is. */
class ReadmeTest {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");

  @Test
  void the_java_is_the_one_that_is_compiled() throws IOException {
    assertThat(blocks("java"))
        .containsExactly(snippet("RestoreClaimFromBackup"), snippet("AskTheEngineTest"));
  }

  @Test
  void the_yaml_is_the_one_that_is_rendered() throws IOException {
    String yaml =
        Manifests.yaml(List.of(RestoreClaimFromBackup.POLICY), RestoreClaimFromBackup.class);

    assertThat(blocks("yaml"))
        .containsExactly(
            yaml.lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.joining("\n", "", "\n")));
  }

  @Test
  void the_two_commands_are_the_ones_that_ci_runs() throws IOException {
    List<String> commands = blocks("sh");
    String ci = Files.readString(Project.root().resolve(".ci/run"));

    assertThat(commands).hasSize(2);
    assertThat(commands).allSatisfy(command -> assertThat(ci).contains("\n" + command));
  }

  @Test
  void the_explanation_is_the_one_that_is_printed() throws IOException {
    String page = Files.readString(Project.root().resolve("docs/engine.md"));
    String printed =
        Files.readString(Project.root().resolve("policy-tests/src/test/resources/explain/get.txt"));
    String shown =
        page.substring(
            page.indexOf("```text\n") + 8, page.indexOf("\n```\n", page.indexOf("```text")));

    assertThat(printed).contains("== S3 no status\n\n" + shown + "\n");
  }

  @Test
  void every_link_into_the_project_leads_somewhere() throws IOException {
    for (Path page : pages()) {
      Pattern.compile("\\]\\(([^)#:]+)\\)")
          .matcher(Files.readString(page))
          .results()
          .map(link -> page.resolveSibling(link.group(1)))
          .forEach(target -> assertThat(target).as(page + " links to it").exists());
    }
  }

  private static String snippet(String name) throws IOException {
    String source =
        Files.readString(
            Project.root()
                .resolve("policy-tests/src/test/java/dev/kyverdict/docs/" + name + ".java"));
    return source
        .substring(source.indexOf("  // snippet\n") + 13, source.indexOf("\n  // end"))
        .lines()
        .map(line -> line.startsWith("  ") ? line.substring(2) : line)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static List<Path> pages() throws IOException {
    try (var docs = Files.walk(Project.root().resolve("docs"))) {
      return java.util.stream.Stream.concat(
              java.util.stream.Stream.of(Project.root().resolve("README.md")),
              docs.filter(path -> path.toString().endsWith(".md")))
          .toList();
    }
  }

  private static List<String> blocks(String language) throws IOException {
    return BLOCK
        .matcher(Files.readString(Project.root().resolve("README.md")))
        .results()
        .filter(block -> block.group(1).equals(language))
        .map((MatchResult block) -> block.group(2))
        .toList();
  }
}
