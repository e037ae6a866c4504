package dev.kyverdict.twice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.referee.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a real cluster was recorded to do, request by request and step by step, done again in a
 * simulated one.
 */
class RecordedLiveTest {

  /** Families of policies that no simulated cluster judges are left out, and so is latency. */
  private static final String ASKED = "(0\\d|1[0-4]|24)-.*\\.yaml";

  private static final int CASES = 534;

  @Test
  void a_simulated_cluster_does_what_a_real_one_was_recorded_to_do() throws IOException {
    Map<String, List<String>> differences = new TreeMap<>();
    int total = 0;
    for (Path file : files()) {
      Map<String, List<String>> ofFile = new LinkedHashMap<>();
      RecordedCase.read(file).stream()
          .map(RecordedLiveTest::asked)
          .filter(group -> !group.isEmpty())
          .forEach(group -> ofFile.putAll(RecordedRun.of(group)));
      total += ofFile.size();
      long agreed = ofFile.values().stream().filter(List::isEmpty).count();
      System.out.printf("%s: %d of %d%n", file.getFileName(), agreed, ofFile.size());
      ofFile.values().removeIf(List::isEmpty);
      differences.putAll(ofFile);
    }

    KnownDifferences known = KnownDifferences.read("recorded-differences.tsv");
    assertThat(known.unexplained(differences)).as("differences without a reason").isEmpty();
    assertThat(known.stale(differences)).as("reasons for what does not differ").isEmpty();
    assertThat(total).isEqualTo(CASES);
  }

  private static List<RecordedCase> asked(List<RecordedCase> group) {
    return group.stream()
        .filter(one -> !one.policy().path("kind").asString("").equals("GeneratingPolicy"))
        .toList();
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(Project.shared("conformance/live"))) {
      return new ArrayList<>(
          files
              .filter(file -> String.valueOf(file.getFileName()).matches(ASKED))
              .sorted()
              .toList());
    }
  }
}
