package dev.kyverdict.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.live.Live;
import dev.kyverdict.replay.Tale;
import dev.kyverdict.replay.Telling;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The scenarios, tests and problems of the plan, told to a real API server with a real Kyverno:
 * each claim is admitted, changed or refused as in the simulated cluster, and the same objects are
 * generated, and no others.
 */
class LiveStoriesTest {

  private static final int STORIES = 65;

  @Test
  @ResourceLock(Live.LOCK)
  @EnabledIfSystemProperty(named = "kyverdict.live.stories", matches = "true")
  void a_real_cluster_decides_every_story_as_the_simulated_one_does() {
    boolean whole = Boolean.getBoolean("kyverdict.live.whole");
    List<Tale> tales =
        Listening.to(
            List.of(
                PlanScenariosTest.class,
                PlanTestsTest.class,
                ProblemsTest.class,
                ProblemFourTest.class),
            whole);

    Telling.Result result = Telling.to(Live.cluster(), tales);

    Set<String> told =
        tales.stream().map(Tale::story).collect(Collectors.toCollection(TreeSet::new));
    told.removeAll(result.failed());
    System.out.printf(
        "stories told to a real cluster: %d of %d: %s%n", told.size(), STORIES, result);
    assertThat(result.differences()).isEmpty();
    assertThat(told).hasSize(STORIES);
  }
}
