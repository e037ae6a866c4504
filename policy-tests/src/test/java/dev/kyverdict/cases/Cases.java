package dev.kyverdict.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** All of them, and how they came out. */
final class Cases {

  private static final Map<Integer, Row> RAN = new ConcurrentHashMap<>();

  private Cases() {}

  /** In the order of their numbers. */
  static List<Case> all() {
    return Stream.of(
            ManifestRows.all(),
            PolicyRows.all(),
            AdmissionRows.all(),
            PrewarmRows.all(),
            StoryRows.all())
        .flatMap(List::stream)
        .sorted(Comparator.comparing(it -> it.expected().number()))
        .toList();
  }

  /** How a case came out; each runs once, whoever asks. */
  static Row ran(Case it) {
    return RAN.computeIfAbsent(it.expected().number(), number -> it.run());
  }

  /** Runs a case and compares. */
  static void check(int number) {
    Case it =
        all().stream().filter(one -> one.expected().number() == number).findFirst().orElseThrow();
    assertThat(ran(it)).isEqualTo(it.expected());
  }

  /** How many came out in each way, by the outcome as planned and that of ours. */
  static Map<String, Long> count(List<Row> rows) {
    Map<String, Long> count = new TreeMap<>();
    rows.forEach(it -> count.merge(it.asPlanned() + ", " + it.ours(), 1L, Long::sum));
    return count;
  }
}
