package dev.kyverdict.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One question and what Kyverno's own YAML libraries answered: JSON, or {@code !} and an error. How
 * they were recorded stands in {@code yaml/README.md}.
 */
record RecordedAnswers(String question, String answer) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  static List<RecordedAnswers> of(String table) {
    return rows(table)
        .map(columns -> new RecordedAnswers(JSON.readValue(columns[0], String.class), columns[1]))
        .toList();
  }

  /** The questions that our reader refuses although Kyverno answers them; the reason goes first. */
  static List<String> deviations(String table) {
    return rows(table).map(columns -> JSON.readValue(columns[1], String.class)).toList();
  }

  private static Stream<String[]> rows(String table) {
    return resource(table).lines().filter(line -> !line.isEmpty()).map(line -> line.split("\t", 2));
  }

  static String resource(String name) {
    try (InputStream in = RecordedAnswers.class.getResourceAsStream("/yaml/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  boolean isRefusal() {
    return answer.startsWith("!");
  }

  JsonNode json() {
    return JSON.readTree(answer);
  }
}
