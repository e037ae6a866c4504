package dev.kyverdict.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.world.Scenery;
import dev.kyverdict.world.kube.Trees;
import dev.kyverdict.world.storage.Longhorn;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Problem 4 of the plan: volumes faulted with "insufficient storage" despite free space. The plan
 * gives no cause; its three guesses and a fourth one are hypotheses here. None was seen on a real
 * cluster.
 */
@ExtendWith(Summary.class)
class ProblemFourTest {

  private static final Duration LONG = Duration.ofMinutes(90);
  private static final String APP = "home-assistant";
  private static final String CLAIM = "home-assistant/config";
  private static final String FAULT = "insufficient storage";
  private static final long GIB = 1L << 30;

  /** The populator has no time-out: what waits is whole when its image comes. */
  @Test
  void problem_4_hypothesis_populator_timeout_explains_no_fault() {
    Story story =
        Story.in(Original.with(Profile.AS_PLANNED.scenery(), "always-reference")).deploy(APP);
    story.pass(LONG);
    assertThat(story.world().isBound(CLAIM)).as("it waits, and gives up nothing").isFalse();
    assertThat(story.volume(CLAIM).path("robustness").isMissingNode())
        .as("there is no volume that could be faulted")
        .isTrue();

    Story fed = Story.withBackup(Profile.AS_PLANNED, APP);
    fed.world()
        .commit(Original.KYVERNO, Original.folder(Profile.AS_PLANNED.scenery(), "always-reference"))
        .deleteApp(APP)
        .pass(Duration.ofMinutes(1))
        .deploy(APP)
        .pass(Duration.ofMinutes(15));
    assertHealthy(fed);
  }

  /**
   * The model has one node and no network between replicas. All it can show: nobody reaches
   * Longhorn for an hour, claims wait in that time, and no volume is faulted by it.
   */
  @EachProfile
  void problem_4_hypothesis_network_isolation_is_beyond_the_model_which_can_only_cut_off_longhorn(
      Profile profile) {
    Story story = Story.in(profile);
    Fault cut = Fault.timesOut("http://longhorn/*");
    story.world().cluster().inject(cut);
    story.deploy(APP).pass(Duration.ofHours(1));
    assertThat(story.world().isBound(CLAIM)).as("pending while Longhorn is out of reach").isFalse();
    assertThat(story.events(CLAIM)).contains("ProvisioningFailed");

    story.world().cluster().heal(cut);
    story.pass(Duration.ofMinutes(10));
    assertHealthy(story);
  }

  /** Space is given out by nominal size times replicas: 25 GiB hold 10 GiB once and not thrice. */
  @EachProfile
  void problem_4_hypothesis_replica_scheduling_faults_a_volume_that_would_fit_once(
      Profile profile) {
    assertFaulted(installed(profile.scenery().with(space(25, 3))));
    assertHealthy(installed(profile.scenery().with(space(25, 1))));
  }

  /**
   * Each destination holds a volume of the claim's size and a cache. With one for every claim, made
   * with it, space for the claim and half of another is not enough even for a new app; with none
   * before there is a backup, it is.
   */
  @EachProfile
  void problem_4_hypothesis_destinations_double_what_is_given_out(Profile profile) {
    Longhorn.Space space = space(3 * 15, 3);
    Scenery original =
        Original.withoutPrewarm(
            Original.with(
                Profile.AS_PLANNED.scenery(), "destination-with-claim", "always-reference"));
    Story mistake = installed(original.with(space));
    assertThat(mistake.world().data(CLAIM)).as("the app cannot use its volume").isEmpty();
    assertFaulted(mistake);

    Story ours = installed(profile.scenery().with(space));
    assertHealthy(ours);
  }

  /** Once there is a backup, the rendered manifests need room for twice the claims as well. */
  @EachProfile
  void problem_4_hypothesis_destinations_double_what_is_given_out_once_there_is_a_backup(
      Profile profile) {
    Story tight = Story.in(profile.scenery().with(space(3 * 15, 3)));
    assertThat(robustness(tight.deploy(APP).pass(LONG))).as("the app goes on").isEqualTo("healthy");
    assertThat(tight.world().backups(CLAIM))
        .as("its backup needs a copy that finds no room")
        .isEmpty();
    Story ample = Story.withBackup(profile.scenery().with(space(3 * 40, 3)), APP);
    ample.until(LONG, () -> ample.isWarm(CLAIM));
    assertHealthy(ample);
  }

  private static Longhorn.Space space(int gib, int replicas) {
    return new Longhorn.Space(gib * GIB, replicas, false);
  }

  private static Story installed(Scenery scenery) {
    return Story.in(scenery).deploy(APP).pass(Duration.ofMinutes(10));
  }

  private static String robustness(Story story) {
    return Trees.text(story.volume(CLAIM), "robustness");
  }

  private static void assertFaulted(Story story) {
    assertThat(robustness(story)).as("volumes ended up faulted").isEqualTo("faulted");
    assertThat(Trees.text(story.volume(CLAIM), "trouble")).isEqualTo(FAULT);
  }

  private static void assertHealthy(Story story) {
    assertThat(story.world().isBound(CLAIM)).isTrue();
    assertThat(robustness(story)).isEqualTo("healthy");
  }
}
