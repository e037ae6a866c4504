package dev.kyverdict.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class YamlWriterTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  static List<Path> trees() throws IOException, URISyntaxException {
    Path folder =
        Path.of(Objects.requireNonNull(YamlWriterTest.class.getResource("/yaml/golden")).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  @Test
  void there_are_golden_files() throws Exception {
    assertThat(trees()).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @MethodSource("trees")
  void a_tree_becomes_the_golden_text_and_the_text_the_tree(Path file) throws Exception {
    String name = Objects.requireNonNull(file.getFileName()).toString();
    JsonNode tree = JSON.readTree(Files.readString(file));
    String golden = Files.readString(file.resolveSibling(name.replace(".json", ".yaml")));

    assertThat(YamlWriter.write(tree)).isEqualTo(golden);
    assertThat(YamlReader.readOne(name, golden).tree().equals(YamlWriterTest::compare, tree))
        .isTrue();
  }

  private static int compare(JsonNode left, JsonNode right) {
    return left.isNumber() && right.isNumber()
        ? Double.compare(left.doubleValue() + 0.0, right.doubleValue() + 0.0)
        : left.equals(right) ? 0 : 1;
  }

  @Test
  void documents_stand_under_one_header_with_separators_between_them() {
    List<JsonNode> documents = List.of(JSON.readTree("{\"a\": 1}"), JSON.readTree("[]"));

    assertThat(YamlWriter.write(List.of("Written by a test.", "", "  é"), documents))
        .isEqualTo("# Written by a test.\n#\n#   é\na: 1\n---\n[]\n");
  }

  @Test
  void no_documents_are_only_the_header() {
    assertThat(YamlWriter.write(List.of("empty"), List.of())).isEqualTo("# empty\n");
    assertThat(YamlWriter.write(List.of(), List.of())).isEmpty();
  }

  @Test
  void a_key_too_long_for_old_readers_gets_a_question_mark() {
    String key = "k".repeat(1_001);

    String yaml =
        YamlWriter.write(
            NODES
                .arrayNode()
                .add(NODES.objectNode().put(key, 1))
                .add(NODES.objectNode().set(key, NODES.objectNode().put("a", 1))));

    assertThat(yaml).isEqualTo("- ? " + key + "\n  : 1\n- ? " + key + "\n  :\n    a: 1\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"two\nlines", "tab\tinside", "\u2028"})
  void a_header_line_that_is_no_line_is_refused(String line) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> YamlWriter.write(List.of(line), List.of()))
        .withMessage(
            "comment '" + line + "': has characters that a comment cannot hold; remove them");
  }

  @Test
  void what_is_not_json_is_refused_with_its_pointer() {
    assertRefused(NODES.numberNode(Double.NaN), "number NaN is none in YAML; use a finite number");
    assertRefused(
        NODES.numberNode(Double.NEGATIVE_INFINITY),
        "number -Infinity is none in YAML; use a finite number");
    assertRefused(NODES.pojoNode(new Object()), "a POJO node is not JSON; convert it first");
    assertRefused(NODES.binaryNode(new byte[] {1}), "a BINARY node is not JSON; convert it first");
    assertRefused(
        NODES.stringNode("a\ud83d"),
        "text has half a character (an unpaired surrogate); remove it");
  }

  private static void assertRefused(JsonNode value, String problem) {
    JsonNode tree = NODES.objectNode().set("a/b", NODES.arrayNode().add(1).add(value));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> YamlWriter.write(tree))
        .withMessage("YAML at '/a~1b/1': " + problem);
  }

  @Test
  void five_hundred_levels_are_written_and_read_and_one_more_is_refused() {
    JsonNode tree = NODES.arrayNode();
    for (int level = 1; level < 500; level++) {
      tree = NODES.arrayNode().add(tree);
    }
    JsonNode deeper = NODES.arrayNode().add(NODES.arrayNode().add(1).add(tree));

    assertThat(YamlReader.readOne("deep.yaml", YamlWriter.write(tree)).tree()).isEqualTo(tree);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> YamlWriter.write(deeper))
        .withMessageEndingWith("more than 500 levels of nesting; nest less deeply");
  }
}
