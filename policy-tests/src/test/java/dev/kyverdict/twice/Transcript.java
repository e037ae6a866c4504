package dev.kyverdict.twice;

import dev.kyverdict.referee.Project;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a real cluster did in each case: a line of JSON a case, compressed. */
final class Transcript {

  private static final String FILE = "transcript.jsonl.gz";
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private Transcript() {}

  static Map<String, JsonNode> read() {
    try (InputStream compressed =
            Objects.requireNonNull(Transcript.class.getResourceAsStream(FILE), FILE);
        InputStream file = new GZIPInputStream(compressed)) {
      Map<String, JsonNode> cases = new LinkedHashMap<>();
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        JsonNode one = JSON.readTree(line);
        cases.put(one.path("case").asString(""), Slim.tree(one.path("notes")));
      }
      return cases;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Writes it beside the tests. */
  static void write(Map<String, ArrayNode> cases) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(cases)
        .forEach(
            (name, notes) -> {
              ObjectNode one = JSON.createObjectNode().put("case", name);
              text.append(one.set("notes", notes)).append('\n');
            });
    Path file =
        Project.root().resolve("policy-tests/src/test/resources/dev/kyverdict/twice").resolve(FILE);
    try (OutputStream compressed = new GZIPOutputStream(Files.newOutputStream(file))) {
      compressed.write(text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
