package dev.kyverdict.twice;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where clusters are known to differ: one difference a line, as the case, a tab, the place, a tab
 * and the reason.
 */
final class KnownDifferences {

  private final Map<String, Map<String, String>> reasons;

  private KnownDifferences(Map<String, Map<String, String>> reasons) {
    this.reasons = reasons;
  }

  static KnownDifferences read(String resource) {
    try (InputStream file =
        Objects.requireNonNull(KnownDifferences.class.getResourceAsStream(resource), resource)) {
      return of(resource, new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static KnownDifferences of(String name, String text) {
    Map<String, Map<String, String>> reasons = new LinkedHashMap<>();
    for (String line : text.lines().filter(it -> !it.isBlank() && !it.startsWith("#")).toList()) {
      String[] parts = line.split("\t", 3);
      if (parts.length < 3 || parts[2].isBlank()) {
        throw new IllegalArgumentException(
            name + ": no reason in '" + line + "'; write case, tab, place, tab, reason");
      }
      reasons.computeIfAbsent(parts[0], it -> new LinkedHashMap<>()).put(parts[1], parts[2]);
    }
    return new KnownDifferences(reasons);
  }

  /** Differences that no line explains. */
  List<String> unexplained(Map<String, List<String>> differences) {
    List<String> unexplained = new ArrayList<>();
    differences.forEach(
        (one, found) -> {
          for (String difference : found) {
            if (places(one).keySet().stream().noneMatch(it -> at(difference, it))) {
              unexplained.add(one + " " + difference);
            }
          }
        });
    return unexplained;
  }

  /** Lines that explain nothing. */
  List<String> stale(Map<String, List<String>> differences) {
    List<String> stale = new ArrayList<>();
    reasons.forEach(
        (one, places) -> {
          for (String place : places.keySet()) {
            if (differences.getOrDefault(one, List.of()).stream().noneMatch(it -> at(it, place))) {
              stale.add(one + " " + place);
            }
          }
        });
    return stale;
  }

  private Map<String, String> places(String one) {
    return reasons.getOrDefault(one, Map.of());
  }

  private static boolean at(String difference, String place) {
    return difference.startsWith(place + ":") || difference.startsWith(place + "/");
  }
}
