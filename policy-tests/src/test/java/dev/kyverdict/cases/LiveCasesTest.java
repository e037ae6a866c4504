package dev.kyverdict.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.live.Live;
import dev.kyverdict.replay.Heard;
import dev.kyverdict.replay.Recording;
import dev.kyverdict.replay.Tale;
import dev.kyverdict.replay.Telling;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Every case that plays in a cluster, told to a real API server with a real Kyverno. The others are
 * decided by a look at manifests.
 */
class LiveCasesTest {

  private static final boolean WHOLE = Boolean.getBoolean("kyverdict.live.whole");

  /**
   * That Kyverno is down is nothing that anybody asks for; there are recordings of it. Of case 37
   * the scene is left out in which namespaces are going from the start.
   */
  private static final Set<Integer> UNTOLD = Set.of(45, 46);

  private static final int CASES = 39;

  @Test
  @ResourceLock(Live.LOCK)
  @EnabledIfSystemProperty(named = "kyverdict.live.stories", matches = "true")
  void a_real_cluster_decides_every_case_as_the_simulated_one_does() {
    List<Tale> tales = Cases.all().stream().flatMap(it -> tales(it).stream()).toList();

    Telling.Result result = Telling.to(Live.cluster(), tales);

    Set<String> told =
        tales.stream().map(Tale::story).collect(Collectors.toCollection(TreeSet::new));
    told.removeAll(result.failed());
    System.out.printf("cases told to a real cluster: %d of %d: %s%n", told.size(), CASES, result);
    assertThat(result.differences()).isEmpty();
    assertThat(told).hasSize(CASES);
  }

  private static List<Tale> tales(Case it) {
    if (UNTOLD.contains(it.expected().number())) {
      return List.of();
    }
    Heard.begin();
    try {
      it.run();
      List<Tale> tales = new ArrayList<>();
      for (Recording recording : Heard.taken()) {
        Tale tale = recording.tale("case " + it.expected().number(), tales.size() + 1, WHOLE);
        if (!tale.exchanges().isEmpty() && !tale.beginsWithAnEnd()) {
          tales.add(tale);
        }
      }
      return tales;
    } finally {
      Heard.end();
    }
  }
}
