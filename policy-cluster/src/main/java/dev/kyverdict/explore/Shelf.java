package dev.kyverdict.explore;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What outlives a cluster: which backups S3 has, when they were made, which were ever listed. */
final class Shelf {

  private final Map<String, List<Instant>> snapshots = new TreeMap<>();
  private final Map<String, TreeSet<Integer>> listed = new TreeMap<>();

  void save(String claim, Instant moment) {
    snapshots.computeIfAbsent(claim, it -> new ArrayList<>()).add(moment);
  }

  /** The number of the newest; 0 for none. */
  int newest(String claim) {
    return snapshots.getOrDefault(claim, List.of()).size();
  }

  void list(String claim, int upTo) {
    for (int number = 1; number <= upTo; number++) {
      listed.computeIfAbsent(claim, it -> new TreeSet<>()).add(number);
    }
  }

  /** The newest that was listed, or that was made long enough ago. */
  int must(String claim, Instant now) {
    int must = listed.getOrDefault(claim, new TreeSet<>()).stream().reduce(0, Math::max);
    List<Instant> made = snapshots.getOrDefault(claim, List.of());
    for (int number = made.size(); number > must; number--) {
      if (!made.get(number - 1).plus(SmallWorld.PROMISE).isAfter(now)) {
        return number;
      }
    }
    return must;
  }
}
