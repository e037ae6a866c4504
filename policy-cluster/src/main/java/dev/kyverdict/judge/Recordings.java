package dev.kyverdict.judge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Files of recorded verdicts: JSON Lines, compressed or not. */
public final class Recordings {

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(100_000)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Recordings() {}

  /** Whether a file holds recordings, by its name. */
  public static boolean isOne(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".jsonl") || name.endsWith(".jsonl.gz");
  }

  /** The family that a file holds: its name without endings. */
  public static String family(Path file) {
    return String.valueOf(file.getFileName()).replaceAll("\\.jsonl(\\.gz)?$", "");
  }

  /**
   * Reads a file.
   *
   * @throws IOException when it cannot be read
   * @throws IllegalArgumentException naming the line that is no case
   */
  public static List<Recording> read(Path file) throws IOException {
    String family = family(file);
    List<Recording> recordings = new ArrayList<>();
    try (InputStream raw = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      String line = reader.readLine();
      for (int number = 1; line != null; number++) {
        recordings.add(new Recording(family, parse(file, number, line)));
        line = reader.readLine();
      }
    }
    return recordings;
  }

  private static ObjectNode parse(Path file, int number, String line) {
    try {
      if (JSON.readTree(line) instanceof ObjectNode tree) {
        return tree;
      }
    } catch (JacksonException invalid) {
      throw new IllegalArgumentException(
          "%s:%d: is no JSON: %s; a recording has one case a line"
              .formatted(file, number, invalid.getOriginalMessage()),
          invalid);
    }
    throw new IllegalArgumentException(
        "%s:%d: is no JSON object; a recording has one case a line".formatted(file, number));
  }
}
