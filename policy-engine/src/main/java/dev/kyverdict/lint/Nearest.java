package dev.kyverdict.lint;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what a misspelt word was meant to be. */
public final class Nearest {

  private Nearest() {}

  /** The candidate at most {@code distance} edits away, the nearest first. */
  static Optional<String> to(String word, Collection<String> candidates, int distance) {
    return candidates.stream()
        .filter(candidate -> Math.abs(candidate.length() - word.length()) <= distance)
        .filter(candidate -> edits(word, candidate) <= distance)
        .min(Comparator.comparingInt(candidate -> edits(word, candidate)));
  }

  /** {@code ; did you mean 'x'?}, or nothing. */
  public static String question(String word, Collection<String> candidates) {
    return to(word, candidates, Math.max(1, Math.min(3, word.length() / 3)))
        .map(candidate -> "; did you mean '" + candidate + "'?")
        .orElse("");
  }

  /** How many letters must be added, removed, changed or exchanged with their neighbour. */
  static int edits(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, from, to, i, j);
      }
    }
    return cost[from.length()][to.length()];
  }

  private static int step(int[][] cost, String from, String to, int i, int j) {
    int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
    int best = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean exchanged =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return exchanged ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
