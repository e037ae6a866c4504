package dev.kyverdict.referee;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * The cases that the rendered policies pass are worth something: every copy with one thing broken
 * fails at least one of them. Copies that cannot differ stand in {@code equivalent-copies.txt} with
 * the reason; one that does differ, or is no copy any more, may not stand there.
 */
class BrokenCopiesTest {

  @ParameterizedTest
  @ValueSource(strings = {"as-planned", "safe"})
  void every_broken_copy_fails_a_case(String profile) throws IOException {
    List<Expectation> cases = cases(profile);
    Map<String, ObjectNode> copies =
        Mutants.of(Project.withoutWebhook(Project.restorePolicy(profile)));
    Set<String> survivors = new LinkedHashSet<>();
    try (PackagesReferee referee = new PackagesReferee()) {
      copies.forEach(
          (name, copy) -> {
            if (cases.stream().allMatch(expectation -> expectation.holds(referee, List.of(copy)))) {
              survivors.add(name);
            }
          });
    }
    System.out.printf(
        "broken copies, %s: %d of %d found, %d equivalent%n",
        profile, copies.size() - survivors.size(), copies.size(), survivors.size());
    assertThat(copies).hasSizeGreaterThan(25);
    assertThat(survivors).isEqualTo(equivalent(profile));
  }

  private static List<Expectation> cases(String profile) {
    List<Expectation> cases =
        new ArrayList<>(profile.equals("safe") ? SafeCases.telling() : AsPlannedCases.telling());
    // neighbours tell the same copies apart: in another order a telling case comes sooner
    Collections.shuffle(cases, new Random(1));
    return cases;
  }

  /** Lines of {@code profile | name | reason}. */
  private static Set<String> equivalent(String profile) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    for (String line :
        Files.readAllLines(
            Project.root()
                .resolve("policy-tests/src/test/resources/referee/equivalent-copies.txt"))) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] parts = line.split(" \\| ", 3);
      assertThat(parts).as("a reason in: " + line).hasSize(3);
      if (parts[0].equals(profile)) {
        names.add(parts[1]);
      }
    }
    return names;
  }
}
