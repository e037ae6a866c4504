package dev.kyverdict.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class YamlReaderTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void reads_the_documents_of_a_file_in_order(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("a.yaml"), "a: é\n---\nb: [1, 2]\n".getBytes(UTF_8));

    assertThat(YamlReader.read(file))
        .extracting(YamlDocument::tree)
        .containsExactly(json("{\"a\": \"é\"}"), json("{\"b\": [1, 2]}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# only a comment\n", "---\n", "---\n# a\n---\n\n", "\ufeff"})
  void a_text_without_content_has_no_document(String text) {
    assertThat(YamlReader.read("a.yaml", text)).isEmpty();
  }

  @Test
  void keeps_the_order_of_keys() {
    JsonNode tree = read("z: 1\na: 2\nm: 3\n");

    assertThat(tree.propertyNames()).containsExactly("z", "a", "m");
  }

  @Test
  void knows_the_traps_of_yaml_1_1() {
    assertThat(read("{on: off, 1: 012, b: 1_000, c: 1.0, d: 2001-01-01, e: 12:30, f: y, g: 08}"))
        .isEqualTo(
            json(
                "{\"true\": false, \"1\": 10, \"b\": 1000, \"c\": 1, \"d\": \"2001-01-01\","
                    + " \"e\": \"12:30\", \"f\": true, \"g\": 8}"));
  }

  @Test
  void windows_line_ends_and_a_byte_order_mark_change_nothing() {
    String text = "a: |\n  x\n  y\nb:\n  - 'c\n    d'\n";

    assertThat(read("\ufeff" + text.replace("\n", "\r\n"))).isEqualTo(read(text));
  }

  @Test
  void json_that_is_indented_with_tabs_is_read() {
    assertThat(read("{\n\t\"a\": {\n\t\t\"b\": [\n\t\t\t1,\n\t\t\t\"\tx\"\n\t\t]\n\t}\n}\n"))
        .isEqualTo(json("{\"a\": {\"b\": [1, \"\\tx\"]}}"));
  }

  @Test
  void tabs_between_the_tokens_of_a_line_are_blanks() {
    assertThat(read("a:\t'b'\t# c\nd: [\t\t1\t,\t2]\t\ne:\tx\ty\t\n"))
        .isEqualTo(json("{\"a\": \"b\", \"d\": [1, 2], \"e\": \"x\\ty\"}"));
  }

  @Test
  void one_document_is_read_as_one() {
    assertThat(YamlReader.readOne("a.yaml", "---\na: 1\n").tree()).isEqualTo(json("{\"a\": 1}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a: 1\n---\nb: 2\n"})
  void more_or_less_than_one_document_is_refused(String text) {
    assertThatExceptionOfType(YamlException.class)
        .isThrownBy(() -> YamlReader.readOne("a.yaml", text))
        .withMessageStartingWith("a.yaml:1:1: one document expected, but there are ");
  }

  @Test
  void the_last_of_duplicate_keys_wins_and_all_are_reported() {
    String text = "a: 1\nb: {c/d: 1, c/d: 2}\n\"a\": 2\n1: x\n'1': z\na: 3\n";

    YamlDocument document = YamlReader.readOne("a.yaml", text);

    assertThat(document.tree()).isEqualTo(json("{\"a\": 3, \"b\": {\"c/d\": 2}, \"1\": \"z\"}"));
    assertThat(document.duplicateKeys())
        .containsExactly(
            new DuplicateKey("/b/c~1d", place(2, 5), place(2, 13)),
            new DuplicateKey("/a", place(1, 1), place(3, 1)),
            new DuplicateKey("/1", place(4, 1), place(5, 1)),
            new DuplicateKey("/a", place(1, 1), place(6, 1)));
  }

  @Test
  void what_a_merge_key_brings_is_no_duplicate() {
    String text = "a: &a {b: 1, b: 2}\nc:\n  <<: *a\n  b: 3\n";

    YamlDocument document = YamlReader.readOne("a.yaml", text);

    assertThat(document.tree()).isEqualTo(json("{\"a\": {\"b\": 2}, \"c\": {\"b\": 3}}"));
    assertThat(document.duplicateKeys())
        .containsExactly(new DuplicateKey("/a/b", place(1, 8), place(1, 14)));
  }

  @Test
  void five_hundred_levels_are_read_on_a_small_stack() throws Exception {
    String deep = "[".repeat(500) + "]".repeat(500);

    FutureTask<JsonNode> reading = new FutureTask<>(() -> read(deep));
    new Thread(null, reading, "small stack", 512 * 1024).start();

    assertThat(reading.get().toString()).isEqualTo(deep);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? ", "[{a: "})
  void more_than_five_hundred_levels_are_refused(String level) {
    assertThatExceptionOfType(YamlException.class)
        .isThrownBy(() -> YamlReader.read("a.yaml", level.repeat(20_000)))
        .withMessageContaining("more than 500 levels of nesting; nest less deeply");
  }

  @Test
  void levels_that_come_out_of_aliases_count_too() {
    String deep = "[".repeat(300) + "%s" + "]".repeat(300);
    String text = "a: &a " + deep.formatted("1") + "\nb: " + deep.formatted("*a") + "\n";

    assertThatExceptionOfType(YamlException.class)
        .isThrownBy(() -> YamlReader.read("a.yaml", text))
        .withMessageStartingWith("a.yaml:1:206: more than 500 levels of nesting; nest less deeply");
  }

  @Test
  void a_bomb_of_aliases_is_refused() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i <= 30; i++) {
      String aliases = ("*a" + (i - 1) + ", ").repeat(10);
      text.append("a")
          .append(i)
          .append(": &a")
          .append(i)
          .append(" [")
          .append(aliases)
          .append("]\n");
    }

    assertThatExceptionOfType(YamlException.class)
        .isThrownBy(() -> YamlReader.read("a.yaml", text.toString()))
        .withMessageContaining("consists almost only of aliases; write the values out");
  }

  @Test
  void ten_megabytes_are_read() {
    String script = "    a line of a script, as long as most of them are\n".repeat(100);
    String item = "- name: item\n  labels: {a: \"b\", c: [1, 2, 3]}\n  text: |\n" + script;
    int items = 10_000_000 / item.length() + 1;

    JsonNode tree = read(item.repeat(items));

    assertThat(tree.size()).isEqualTo(items);
    assertThat(tree.get(items - 1).get("text").stringValue()).hasLineCount(100);
  }

  @Test
  void long_runs_of_anything_need_no_stack() {
    String words = "1:1".repeat(200_000);

    assertThat(read("a: " + words + "\nb: ." + "1_".repeat(200_000) + "\n").get("a").stringValue())
        .isEqualTo(words);
    assertThat(read("a: |" + "\n".repeat(200_000) + "  x\n# c" + "\n".repeat(200_000)).size())
        .isOne();
    assertThat(read("a: " + "7".repeat(300)).get("a").isNumber()).isTrue();
    assertThat(read("a: " + "7".repeat(1_000_000)).get("a").isString()).isTrue();
  }

  private static JsonNode read(String text) {
    return YamlReader.readOne("a.yaml", text).tree();
  }

  private static JsonNode json(String text) {
    return JSON.readTree(text);
  }

  private static Place place(int line, int column) {
    return new Place("a.yaml", line, column);
  }
}
