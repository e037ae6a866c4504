package dev.kyverdict.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The cases that are measured, in the protocol of the judges: one a line. */
final class Cases {

  private static final String FILE = "cases.jsonl";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Cases() {}

  /** All of them. */
  static List<ObjectNode> all() {
    try (InputStream file = Objects.requireNonNull(Cases.class.getResourceAsStream(FILE), FILE)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> (ObjectNode) JSON.readTree(line))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The one of that name. */
  static ObjectNode named(String id) {
    return all().stream()
        .filter(one -> one.path("id").asString("").equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(id + ": no such case"));
  }
}
