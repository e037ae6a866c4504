package dev.kyverdict.chainsaw;

import dev.kyverdict.chainsaw.TestResult.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The tests that are known to fail, each with its reason; one a line: the id, a tab, the reason.
 */
public final class KnownFailures {

  private final Map<String, String> reasons;

  private KnownFailures(Map<String, String> reasons) {
    this.reasons = reasons;
  }

  /**
   * Reads the list; empty lines and those that begin with {@code #} are skipped.
   *
   * @throws IllegalArgumentException naming the line that has no reason
   */
  public static KnownFailures of(List<String> lines) {
    Map<String, String> reasons = new TreeMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int tab = line.indexOf('\t');
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (tab <= 0 || line.substring(tab).isBlank()) {
        throw new IllegalArgumentException(
            "known failures, line %d: has no reason; write the id, a tab and the reason"
                .formatted(i + 1));
      }
      reasons.put(line.substring(0, tab), line.substring(tab + 1).strip());
    }
    return new KnownFailures(reasons);
  }

  /** How many there are in some families. */
  public long in(Set<String> families) {
    return reasons.keySet().stream().filter(id -> families.contains(family(id))).count();
  }

  /**
   * What is wrong with the list: a test that fails and is not in it, and a test of a family that
   * was run which is in it and does not fail.
   */
  public List<String> wrong(List<TestResult> results) {
    List<String> wrong = new ArrayList<>();
    Set<String> failed = new HashSet<>();
    Set<String> families = new HashSet<>();
    for (TestResult result : results) {
      families.add(result.family());
      if (result.outcome() == Outcome.FAILED) {
        failed.add(result.id());
        if (!reasons.containsKey(result.id())) {
          wrong.add("fails and is not listed: " + result.id() + ": " + result.reason());
        }
      }
    }
    for (String id : reasons.keySet()) {
      if (families.contains(family(id)) && !failed.contains(id)) {
        wrong.add("is listed and does not fail: " + id);
      }
    }
    return wrong;
  }

  private static String family(String id) {
    return id.replaceFirst("/.*", "");
  }
}
