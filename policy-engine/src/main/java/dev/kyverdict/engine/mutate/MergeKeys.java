package dev.kyverdict.engine.mutate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The table {@code merge-keys.txt}, which explains its format itself. */
final class MergeKeys {

  private static final String TABLE = "merge-keys.txt";
  private static final Map<Kind, MergeSchema> KINDS = new MergeKeys().read();

  private final Map<String, MergeSchema> types = new HashMap<>();
  private final Map<Kind, MergeSchema> kinds = new HashMap<>();

  private MergeKeys() {}

  private record Kind(String apiVersion, String name) {}

  /** The schema of a kind; {@link MergeSchema#UNKNOWN} for all that Kubernetes does not bring. */
  static MergeSchema of(String apiVersion, String kind) {
    return KINDS.getOrDefault(new Kind(apiVersion, kind), MergeSchema.UNKNOWN);
  }

  private Map<Kind, MergeSchema> read() {
    try (InputStream table = Objects.requireNonNull(MergeKeys.class.getResourceAsStream(TABLE));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
      lines.lines().filter(line -> !line.startsWith("#")).forEach(this::line);
      return Map.copyOf(kinds);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void line(String line) {
    String[] words = line.split(" ", -1);
    if (words[0].equals("kind")) {
      kinds.put(new Kind(words[1], words[2]), type(words[3]));
      return;
    }
    MergeSchema type = type(words[1]);
    for (int i = 2; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      type.add(words[i].substring(0, equals), field(words[i].substring(equals + 1)));
    }
  }

  private MergeSchema field(String text) {
    int end = text.indexOf(']');
    if (end < 0) {
      return type(text);
    }
    String keys = text.substring(1, end);
    String elements = text.substring(end + 1);
    return MergeSchema.list(
        keys.isEmpty() ? List.of() : List.of(keys.split(",", -1)),
        elements.isEmpty() ? MergeSchema.PLAIN : type(elements));
  }

  private MergeSchema type(String name) {
    return types.computeIfAbsent(name, added -> MergeSchema.type());
  }
}
