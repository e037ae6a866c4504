package dev.kyverdict.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.live.LiveCluster;
import dev.kyverdict.live.Live;
import dev.kyverdict.replay.Ground;
import dev.kyverdict.replay.LiveReplay;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * The scenarios and tests of the plan, told to a real API server with a real Kyverno: each claim is
 * admitted, changed or refused as in the simulated cluster, and the same objects are generated.
 */
class LiveStoriesTest {

  private static final int STORIES = 30;

  @Test
  @ResourceLock(Live.LOCK)
  void a_real_cluster_decides_every_story_as_the_simulated_one_does() {
    LiveCluster cluster = Live.cluster();
    List<String> told = new ArrayList<>();
    TestExecutionSummary summary =
        Listening.to(
            List.of(PlanScenariosTest.class, PlanTestsTest.class),
            story -> {
              LiveReplay.Result result = patiently(story, cluster);
              told.add(story.toString());
              assertThat(result.differences()).as(story.toString()).isEmpty();
              assertThat(result.claims()).as("claims of " + story).isPositive();
              assertThat(result.generated()).as("generated in " + story).isPositive();
            });

    System.out.printf(
        "stories told to a real cluster: %d of %d%n",
        told.size() - summary.getTotalFailureCount(), told.size());
    assertThat(summary.getFailures().stream().map(it -> it.getException().getMessage())).isEmpty();
    assertThat(told).hasSize(STORIES);
  }

  /** A busy machine lets a real cluster time out now and then: what it does twice counts. */
  private static LiveReplay.Result patiently(Listening.Told story, LiveCluster cluster) {
    LiveReplay.Result result = again(story, cluster);
    if (!result.differences().isEmpty()) {
      System.out.println(story + " differs, told once more: " + result.differences());
      result = again(story, cluster);
    }
    return result;
  }

  private static LiveReplay.Result again(Listening.Told story, LiveCluster cluster) {
    long start = System.nanoTime();
    cluster.clear();
    new Ground(cluster).prepare(story.profile().scenery());
    LiveReplay.Result result = LiveReplay.play(story.exchanges(), cluster);
    System.out.printf(
        "%s: %d requests, %d for claims, %d writes of Kyverno; %.1f s%n",
        story,
        result.said(),
        result.claims(),
        result.generated(),
        (System.nanoTime() - start) / 1_000_000_000.0);
    return result;
  }
}
