package dev.kyverdict.judge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The cases in which the engine is known to differ, each with its reason; one a line: the id, a
 * tab, the reason.
 */
public final class Exceptions {

  private static final String FILE = "exceptions.tsv";

  private final Map<String, String> reasons;

  private Exceptions(Map<String, String> reasons) {
    this.reasons = reasons;
  }

  /** The list of this project: where its engine is known to differ from Kyverno. */
  public static Exceptions known() {
    try (InputStream file =
        Objects.requireNonNull(Exceptions.class.getResourceAsStream(FILE), FILE)) {
      return of(new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Reads the list; empty lines and those that begin with {@code #} are skipped.
   *
   * @throws IllegalArgumentException naming the line that has no reason
   */
  public static Exceptions of(List<String> lines) {
    Map<String, String> reasons = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int tab = line.indexOf('\t');
      if (tab <= 0 || line.substring(tab).isBlank()) {
        throw new IllegalArgumentException(
            "exceptions, line %d: has no reason; write the id, a tab and the reason"
                .formatted(i + 1));
      }
      reasons.put(line.substring(0, tab), line.substring(tab + 1).strip());
    }
    return new Exceptions(reasons);
  }

  /** Why a case differs, if that is known. */
  Optional<String> reason(Recording recording) {
    return Optional.ofNullable(reasons.get(recording.id()));
  }
}
