package dev.kyverdict.conformance;

import dev.kyverdict.clicases.Row;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rows that Kyverno's command gave, by test file. */
final class CliRows {

  private static final String FOLDER = "/conformance/cli-cases/";

  private CliRows() {}

  /** Of a file with the command's own JSON for each test file. */
  static SortedMap<String, List<Row>> ofJson(Path file) {
    SortedMap<String, List<Row>> rows = new TreeMap<>();
    try {
      JsonNode tree = JsonMapper.shared().readTree(Files.readString(file));
      for (Map.Entry<String, JsonNode> entry : tree.properties()) {
        rows.put(entry.getKey(), entry.getValue().valueStream().map(CliRows::row).toList());
      }
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    return rows;
  }

  private static Row row(JsonNode tree) {
    return new Row(
        tree.path("POLICY").asString(),
        tree.path("RULE").asString(),
        tree.path("RESOURCE").asString(),
        tree.path("RESULT").asString(),
        tree.path("REASON").asString());
  }

  /** Of a table among the resources. */
  static SortedMap<String, List<Row>> ofTable(String name) {
    SortedMap<String, List<Row>> rows = new TreeMap<>();
    lines(name)
        .map(line -> line.split("\t", -1))
        .forEach(
            cells ->
                rows.computeIfAbsent(cells[0], file -> new ArrayList<>())
                    .add(new Row(cells[1], cells[2], cells[3], cells[4], cells[5])));
    return rows;
  }

  /** The rows of a corpus that are known to differ: {@code file: row}. */
  static List<String> exceptions(String corpus) {
    return lines("exceptions.txt")
        .filter(line -> line.startsWith(corpus + " "))
        .map(line -> line.substring(corpus.length() + 1, line.indexOf(" -- ")))
        .sorted()
        .toList();
  }

  private static Stream<String> lines(String name) {
    try (InputStream file =
        Objects.requireNonNull(CliRows.class.getResourceAsStream(FOLDER + name), name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
