package dev.kyverdict.jmespath;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the real Kyverno answered, as rows of JSON Lines. */
final class Recordings {

  private static final JsonMapper JSON = new JsonMapper();

  private Recordings() {}

  /** A table of this module, see README.md beside it. */
  static List<JsonNode> table(String name) {
    String resource = "/jmespath/" + name + ".jsonl.gz";
    try (InputStream zipped =
            Objects.requireNonNull(Recordings.class.getResourceAsStream(resource), resource);
        InputStream lines = new GZIPInputStream(zipped)) {
      return rows(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of the shared conformance data; where there is none the test is skipped. */
  static List<JsonNode> shared(String name) {
    Path file = sharedFolder().resolve("conformance/recorded").resolve(name + ".jsonl");
    if (!Files.exists(file)) {
      String why = "no " + file + "; set -Dkyverdict.shared or KYVERDICT_SHARED";
      System.out.println("skipped: " + why);
      Assumptions.abort(why);
    }
    try (InputStream lines = Files.newInputStream(file)) {
      return rows(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path sharedFolder() {
    String property = System.getProperty("kyverdict.shared");
    String variable = System.getenv("KYVERDICT_SHARED");
    return Path.of(property != null ? property : variable != null ? variable : "../../shared")
        .toAbsolutePath()
        .normalize();
  }

  private static List<JsonNode> rows(InputStream lines) {
    return new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8))
        .lines()
        .map(JSON::readTree)
        .toList();
  }
}
