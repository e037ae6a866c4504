package dev.kyverdict.volsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The script as a text: clean, complete, and fit for where it is going to live. */
class PrewarmScriptTest {

  private static final Pattern WORD =
      Pattern.compile(
          "\\b(?:(?:fail|give_up|overlooked) |fail\\(\")(?<error>[a-z][-a-z]+)"
              + "|\\b(?<whole>(?:ok|skip|warn|error):[a-z][-a-z]+)");

  @Test
  void shellcheck_finds_nothing() throws Exception {
    PrewarmTools.require("shellcheck");
    List<String> scripts =
        List.of(
            PrewarmWorld.script().toString(),
            PrewarmCase.resource("bin/aws").toString(),
            PrewarmCase.resource("bin/kubectl").toString(),
            PrewarmCase.resource("bin/sleep").toString());

    for (String script : scripts) {
      Process process =
          new ProcessBuilder("shellcheck", "--shell=bash", script)
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as("%s", said).isZero();
    }
  }

  /** Helm would take double braces for itself; YAML would not keep tabs in a block readable. */
  @Test
  void it_survives_the_templating_of_others() throws IOException {
    assertThat(script()).doesNotContain("{{").doesNotContain("\t");
  }

  @Test
  void every_word_it_can_say_is_said_in_a_case() throws IOException {
    Set<String> words = new TreeSet<>();
    WORD.matcher(script())
        .results()
        .map(
            match ->
                match.group("error") == null
                    ? match.group("whole")
                    : "error:" + match.group("error"))
        .forEach(words::add);
    // Only a jq that does not work at all brings this one about.
    words.remove("error:decide");

    Set<String> said = new TreeSet<>();
    for (PrewarmCase one : PrewarmCase.all()) {
      for (JsonNode line : one.then().path("says")) {
        String word = line.asString().split(" ", 2)[0];
        if (word.contains(":")) {
          said.add(word);
        }
      }
    }

    assertThat(said).hasSizeGreaterThan(30).isEqualTo(words);
  }

  @Test
  void every_numbered_case_that_concerns_it_has_a_file() {
    List<String> names = PrewarmCase.all().stream().map(PrewarmCase::name).toList();

    assertThat(names).hasSizeGreaterThan(60);
    assertThat(List.of("028", "029", "030", "035", "036", "037", "038", "039", "056"))
        .allMatch(number -> names.stream().anyMatch(name -> name.startsWith(number + "-")));
    assertThat(List.of("057", "059", "063", "065", "066", "067", "070"))
        .allMatch(number -> names.stream().anyMatch(name -> name.startsWith(number + "-")));
  }

  private static String script() throws IOException {
    Path script = PrewarmWorld.script();
    return Files.readString(script);
  }
}
