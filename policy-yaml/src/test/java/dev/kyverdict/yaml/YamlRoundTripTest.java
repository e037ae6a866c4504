package dev.kyverdict.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import org.snakeyaml.engine.v2.schema.JsonSchema;
import org.snakeyaml.engine.v2.schema.Schema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Thousands of random trees, written once and read by everybody. */
class YamlRoundTripTest {

  private static final long SEED = 20_260_101L;
  private static final int TREES = 4_000;
  private static final List<JsonNode> EXAMPLES = new ArrayList<>();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @BeforeAll
  static void grow_the_trees() {
    System.out.println("seed " + SEED + ", " + TREES + " trees");
    List<String> words =
        Stream.of("scalars.tsv", "keys.tsv")
            .flatMap(table -> RecordedAnswers.of(table).stream())
            .map(row -> row.question().replaceFirst("^v: |: 1$", ""))
            .toList();
    RandomTrees trees = new RandomTrees(SEED, words);
    EXAMPLES.clear();
    for (int i = 0; i < TREES; i++) {
      EXAMPLES.add(trees.next());
    }
  }

  @Test
  void our_reader_reads_what_was_written() {
    for (JsonNode tree : EXAMPLES) {
      String yaml = YamlWriter.write(tree);

      YamlDocument document = YamlReader.readOne("random.yaml", yaml);

      assertSame(document.tree(), tree, yaml);
      assertThat(document.duplicateKeys()).isEmpty();
    }
  }

  @Test
  void a_reader_of_yaml_1_2_core_reads_what_was_written() {
    everyExampleIsReadWith(new CoreSchema());
  }

  @Test
  void a_reader_of_yaml_1_2_json_reads_what_was_written() {
    everyExampleIsReadWith(new JsonSchema());
  }

  private static void everyExampleIsReadWith(Schema schema) {
    LoadSettings settings =
        LoadSettings.builder().setSchema(schema).setCodePointLimit(Integer.MAX_VALUE).build();
    for (JsonNode tree : EXAMPLES) {
      String yaml = YamlWriter.write(tree);

      JsonNode read = JSON.valueToTree(new Load(settings).loadFromString(yaml));

      assertSame(read, tree, yaml);
    }
  }

  @Test
  void a_reader_of_yaml_1_1_reads_what_was_written(@TempDir Path folder) throws Exception {
    assumeTrue(runs("python3", "-c", "import yaml"), "no python3 with PyYAML on this machine");
    Path script = Files.writeString(folder.resolve("read.py"), RecordedAnswers.resource("read.py"));
    List<String> pairs =
        EXAMPLES.stream()
            .map(tree -> Map.of("yaml", YamlWriter.write(tree), "json", tree.toString()))
            .map(JSON::writeValueAsString)
            .toList();
    Path questions = Files.write(folder.resolve("pairs.jsonl"), pairs);

    Process python =
        new ProcessBuilder("python3", script.toString(), questions.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(python.getInputStream().readAllBytes(), UTF_8);

    assertThat(python.waitFor()).as(output).isZero();
    assertThat(output).isEqualToIgnoringNewLines("PyYAML: " + TREES + " of " + TREES + " equal");
  }

  @Test
  void the_same_tree_becomes_the_same_text_and_no_line_ends_in_a_blank() {
    for (JsonNode tree : EXAMPLES) {
      String yaml = YamlWriter.write(tree);

      assertThat(YamlWriter.write(tree.deepCopy())).isEqualTo(yaml);
      assertThat(yaml).endsWith("\n").doesNotContain(" \n", "\t\n", "\r");
    }
  }

  @Test
  void all_trees_survive_in_one_stream() {
    List<YamlDocument> documents =
        YamlReader.read("all.yaml", YamlWriter.write(List.of("all"), EXAMPLES));

    assertThat(documents).hasSameSizeAs(EXAMPLES);
    for (int i = 0; i < documents.size(); i++) {
      assertSame(documents.get(i).tree(), EXAMPLES.get(i), "document " + i);
    }
  }

  /** Equal as JSON: a number is its value, not the Java type that holds it. */
  private static void assertSame(JsonNode actual, JsonNode expected, String yaml) {
    assertThat(actual.equals(YamlRoundTripTest::compare, expected))
        .as(() -> String.format("%s%nread as %s%nbut was %s", yaml, actual, expected))
        .isTrue();
  }

  private static int compare(JsonNode left, JsonNode right) {
    if (left.isNumber() && right.isNumber()) {
      return new BigDecimal(left.asString()).compareTo(new BigDecimal(right.asString()));
    }
    return left.equals(right) ? 0 : 1;
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException absent) {
      return false;
    }
  }
}
