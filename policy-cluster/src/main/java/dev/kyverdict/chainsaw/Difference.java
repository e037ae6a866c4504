package dev.kyverdict.chainsaw;

import dev.kyverdict.chainsaw.tree.Mismatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An object that is not as asserted.
 *
 * @param candidate the object
 * @param mismatches where it differs
 */
record Difference(JsonNode candidate, List<Mismatch> mismatches) {

  private static final int SHOWN = 5;
  private static final int WIDTH = 600;

  /** Copies the list. */
  Difference {
    mismatches = List.copyOf(mismatches);
  }

  /** The object that differs least, and where. */
  static Optional<String> closest(List<Difference> differences) {
    return differences.stream()
        .min(Comparator.comparingInt(it -> it.mismatches.size()))
        .map(it -> it.text(differences.size()));
  }

  private String text(int candidates) {
    List<String> lines = new ArrayList<>();
    String others = candidates > 1 ? " (closest of " + candidates + ")" : "";
    lines.add(Manifest.title(candidate) + others);
    for (Mismatch mismatch : mismatches.subList(0, Math.min(SHOWN, mismatches.size()))) {
      String line = "* " + mismatch;
      lines.add(line.length() > WIDTH ? line.substring(0, WIDTH) + "…" : line);
    }
    if (mismatches.size() > SHOWN) {
      lines.add("* and " + (mismatches.size() - SHOWN) + " more");
    }
    return String.join("\n", lines);
  }
}
