package dev.kyverdict.yaml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every pair in {@code yaml/errors}: a wrong file and, word for word, what the reader says to it.
 */
class YamlErrorsTest {

  static List<Path> wrongFiles() throws IOException, URISyntaxException {
    Path folder =
        Path.of(Objects.requireNonNull(YamlErrorsTest.class.getResource("/yaml/errors")).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @Test
  void there_are_wrong_files() throws Exception {
    assertThat(wrongFiles()).hasSizeGreaterThan(40);
  }

  @ParameterizedTest
  @MethodSource("wrongFiles")
  void a_wrong_file_is_refused_with_place_problem_repair_and_caret(Path file) throws Exception {
    String name = Objects.requireNonNull(file.getFileName()).toString();
    Path expected = file.resolveSibling(name.replace(".yaml", ".txt"));

    assertThatExceptionOfType(YamlException.class)
        .isThrownBy(() -> YamlReader.read(name, Files.readString(file)))
        .withMessage(Files.readString(expected).stripTrailing());
  }

  @Test
  void an_exception_tells_its_parts() {
    YamlException problem =
        catchThrowableOfType(
            YamlException.class, () -> YamlReader.read("a.yaml", "a: 1\nb: {{ x }}\n"));

    assertThat(problem.place()).isEqualTo(new Place("a.yaml", 2, 5));
    assertThat(problem.problem()).isEqualTo("a mapping cannot be a key");
    assertThat(problem.repair()).isEqualTo("put text with brackets such as {{ }} in quotes");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 0x1b, 0x7f, 0x80, 0x9f, 0x85, 0x2028, 0x2029, 0xfeff, 0xfffe, 0xffff})
  void a_character_that_go_yaml_refuses_or_splits_lines_at_is_refused(int character) {
    assertThatExceptionOfType(YamlException.class)
        .isThrownBy(() -> YamlReader.read("a.yaml", "a: 1\nb: 'x" + (char) character + "'\n"))
        .withMessageStartingWith(
            "a.yaml:2:6: character U+%04X is not allowed here; write it as an escape"
                .formatted(character));
  }

  @ParameterizedTest
  @ValueSource(chars = {'\ud83d', '\ude00'})
  void half_a_character_is_refused(char half) {
    assertThatExceptionOfType(YamlException.class)
        .isThrownBy(() -> YamlReader.read("a.yaml", "a: x" + half + "\n"))
        .withMessageStartingWith(
            "a.yaml:1:5: character U+%04X is not allowed here; remove it\n", (int) half);
  }

  @Test
  void a_file_that_is_not_utf_8_is_refused(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("a.yaml"), "a: 1\nb: é\n".getBytes(ISO_8859_1));

    assertThatExceptionOfType(YamlException.class)
        .isThrownBy(() -> YamlReader.read(file))
        .withMessage(file + ":2:4: byte 0xE9 is not UTF-8; save the file as UTF-8\nb: \n   ^");
  }

  @Test
  void a_file_that_ends_within_a_character_is_refused(@TempDir Path folder) throws Exception {
    byte[] bytes = "a: é".getBytes(UTF_8);
    Path file = Files.write(folder.resolve("a.yaml"), Arrays.copyOf(bytes, bytes.length - 1));

    assertThatExceptionOfType(YamlException.class)
        .isThrownBy(() -> YamlReader.read(file))
        .withMessageContaining(":1:4: byte 0xC3 is not UTF-8");
  }

  @Test
  void a_file_that_is_not_there_is_reported(@TempDir Path folder) {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> YamlReader.read(folder.resolve("none.yaml")));
  }
}
