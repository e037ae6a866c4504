package dev.kyverdict.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.world.Scenery;
import dev.kyverdict.world.World;
import dev.kyverdict.world.kube.Trees;
import dev.kyverdict.world.safety.Guarantee;
import dev.kyverdict.world.safety.Safety;
import dev.kyverdict.world.safety.Violation;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What Argo CD has to be told so that claims that are denied at first come after all. */
class RetriesTest {

  private static final List<String> OPTIONS = List.of("RespectIgnoreDifferences=true");

  private static int retries(World world) {
    return world.admin().list("argoproj.io/v1alpha1", "Application", "argocd", "").stream()
        .mapToInt(it -> Trees.at(it, "status/operationState/retryCount").asInt(0))
        .max()
        .orElse(0);
  }

  /** Wherever within the five minutes between two runs of the pre-warm the apps come. */
  @Test
  void an_app_behind_the_gate_is_tried_again_5_to_7_times_and_comes_within_10_minutes() {
    TreeMap<Integer, Integer> starts = new TreeMap<>();
    Duration longest = Duration.ZERO;
    Watch watch = Watch.every(Duration.ofSeconds(30));
    for (int minute = 1; minute <= 5; minute++) {
      World world = Lost.cluster("safe", Clusters.SMALL, Duration.ofMinutes(minute));
      Duration needed = Lost.untilWhole(world, Duration.ofMinutes(30), watch);
      assertThat(Clusters.whole(world)).hasSize(3);
      starts.merge(retries(world), 1, Integer::sum);
      longest = needed.compareTo(longest) > 0 ? needed : longest;
    }
    System.out.printf(
        "rebuild, retries of Argo CD until the claims come: %s (retries=starts), at most %s%n",
        starts, longest);
    assertThat(starts.values().stream().mapToInt(it -> it).sum()).isEqualTo(5);
    assertThat(starts.firstKey()).isEqualTo(5);
    assertThat(starts.lastKey()).isEqualTo(7);
    assertThat(watch.violated()).isEmpty();
    assertThat(longest).isLessThanOrEqualTo(Duration.ofMinutes(10));
  }

  /** Five retries are over after 155 s; then nothing is tried until Git changes. */
  @Test
  void with_argo_cds_own_limit_of_5_an_app_never_comes_from_3_of_5_starts() {
    Scenery usual = Clusters.scenery("safe", Clusters.SMALL).withApps(OPTIONS, 5);
    World before = Clusters.backedUp(usual);
    int stuck = 0;
    for (int minute = 1; minute <= 5; minute++) {
      World world = before.copy().rebuildCluster().pass(Duration.ofMinutes(minute)).deployAgain();
      world.pass(Duration.ofMinutes(25));
      boolean came = Clusters.whole(world).size() == 3;
      assertThat(came || world.claim("karakeep/data-pvc").isEmpty()).isTrue();
      assertThat(Safety.ofPlan().check(world)).isEmpty();
      stuck += came ? 0 : 1;
    }
    System.out.printf("rebuild, retry.limit 5: %d of 5 starts never get their claims%n", stuck);
    assertThat(stuck).isEqualTo(3);
  }

  /** Nobody can deny what is created before there is a webhook: the apps have to come later. */
  @Test
  void apps_that_come_before_the_policies_start_empty_and_no_policy_can_help() {
    World world = Lost.cluster("safe", Clusters.SMALL, Duration.ZERO).pass(Duration.ofMinutes(20));

    assertThat(Safety.ofPlan().check(Guarantee.NO_CLAIM_WITH_A_BACKUP_STARTS_EMPTY, world))
        .hasSize(3)
        .extracting(Violation::explanation)
        .allMatch(it -> it.endsWith("nobody asked Kyverno"));
  }
}
