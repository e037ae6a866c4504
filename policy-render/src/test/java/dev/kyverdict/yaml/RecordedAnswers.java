package dev.kyverdict.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Kyverno's own YAML libraries answered; see {@code yaml/README.md}. */
record RecordedAnswers(String question, String answer) {

  static final JsonMapper JSON = JsonMapper.builder().build();

  static List<RecordedAnswers> of(String table) {
    return lines(table)
        .map(line -> line.split("\t", 2))
        .map(columns -> new RecordedAnswers(JSON.readValue(columns[0], String.class), columns[1]))
        .toList();
  }

  static java.util.stream.Stream<String> lines(String table) {
    return resource(table).lines().filter(line -> !line.isEmpty());
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

  String quotedQuestion() {
    return JSON.writeValueAsString(question);
  }
}
