package dev.kyverdict.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.world.Scenery;
import dev.kyverdict.world.TimeLine.Column;
import dev.kyverdict.world.kube.Trees;
import dev.kyverdict.world.volsync.VolSyncVersion;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Problems 1 to 3 of the plan: each mistake as its author made it fails in the way that he reports,
 * and the rendered manifests do not fail in that way. Problem 4 is in {@link ProblemFourTest}.
 */
@ExtendWith(Summary.class)
class ProblemsTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration LONG = Duration.ofMinutes(90);
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private static final String APP = "home-assistant";
  private static final String CLAIM = "home-assistant/config";
  private static final String WAITS = "VolSyncPopulatorReplicationDestinationNoLatestImage";

  /** After one second an UpdateRequest of the simulated Kyverno is still trying. */
  private static final Duration LATE = Duration.ofSeconds(10);

  private static final Scenery PLANNED = Profile.AS_PLANNED.scenery();

  private static Scenery before(String... problems) {
    return Original.withoutPrewarm(Original.with(PLANNED, problems));
  }

  /** What several stories say, or both profiles are compared with, is told once. */
  private static Story told(String what, Scenery scenery, Function<Scenery, Story> story) {
    return Beginnings.of(List.of(scenery, what), () -> story.apply(scenery));
  }

  private static Story deployed(Scenery scenery) {
    return Story.in(scenery).deploy(APP).pass(LONG);
  }

  @EachProfile
  void problem_1_destination_generated_with_the_claim_lets_it_wait_for_ever(Profile profile) {
    Scenery mistake =
        before("destination-with-claim", "always-reference").with(VolSyncVersion.V0_9_0);
    Story story = told("deployed", mistake, ProblemsTest::deployed);

    assertThat(story.destination(CLAIM))
        .as("On fresh install, RD created but S3 empty")
        .isPresent();
    assertThat(story.isWarm(CLAIM)).as("RD has no latestImage").isFalse();
    assertThat(story.world().isBound(CLAIM)).as("PVC with dataSourceRef waits forever").isFalse();
    assertThat(story.events(CLAIM)).contains(WAITS);

    Story ours = Story.in(profile.scenery().with(VolSyncVersion.V0_9_0));
    ours.deploy(APP).until(HOUR, () -> !ours.world().backups(CLAIM).isEmpty());
    Bullets.freshStart(ours, CLAIM);
  }

  /** What newer versions of VolSync make of the same mistake. */
  @EachProfile
  void problem_1_destination_generated_with_the_claim_restores_from_nothing(Profile profile) {
    Story story =
        told(
            "for five minutes",
            before("destination-with-claim", "always-reference"),
            it -> Story.in(it).deploy(APP).pass(Duration.ofMinutes(5)));

    assertThat(story.seen(Column.VOLSYNC))
        .as("Volume Populator tries to restore from nothing")
        .contains(CLAIM + "-restore has an EMPTY image");
    assertThat(story.reference(CLAIM)).isEqualTo("config-restore");
    assertThat(story.world().isBound(CLAIM)).as("an empty restore passes for a restore").isTrue();

    Story ours = Story.in(profile).deploy(APP).pass(HOUR);
    assertThat(ours.seen(Column.VOLSYNC)).noneMatch(it -> it.endsWith("EMPTY image"));
    assertThat(ours.reference(CLAIM)).as("no destination without a backup").isEmpty();
  }

  /** Approach 1: the destination exists, and the decision is made 40 seconds too early. */
  @EachProfile
  void problem_1_destination_generated_with_the_claim_comes_too_late_to_restore(Profile profile) {
    Story story =
        told("gone and back", before("destination-with-claim"), ProblemsTest::goneAndBack);

    Bullets.lost(story, CLAIM, "no destination");
    assertThat(story.isWarm(CLAIM)).as("its image is there, when nobody asks any more").isTrue();

    Story ours = Story.withBackup(profile, APP);
    ours.world().deleteApp(APP).pass(Duration.ofMinutes(1));
    ours.namespace(APP).until(PATIENCE, () -> ours.isWarm(CLAIM));
    ours.zero().deploy(APP).pass(Duration.ofMinutes(1));
    Bullets.restored(ours, CLAIM);
  }

  private static Story goneAndBack(Scenery scenery) {
    Story story = Story.withBackup(scenery, APP);
    story.world().deleteApp(APP).pass(Duration.ofMinutes(1));
    return story.zero().namespace(APP).deploy(APP).pass(PATIENCE);
  }

  /** The corruption, inferred: a backup and a restore make the same repository at once. */
  @EachProfile
  void problem_1_source_and_destination_in_the_same_second_make_two_keys(Profile profile) {
    assertThat(keysAfter(before("destination-with-claim", "source-direct")))
        .as("two inits")
        .isEqualTo(2);
    assertThat(keysAfter(profile.scenery())).as("one init").isEqualTo(1);
  }

  /** An app without policies writes; then the policies come, and find its claim. */
  private static int keysAfter(Scenery full) {
    List<JsonNode> later = Original.folder(full);
    List<JsonNode> first =
        later.stream().filter(it -> !Trees.text(it, "kind").equals("ClusterPolicy")).toList();
    Story story = Story.in(full.with(Original.KYVERNO, first)).deploy(APP);
    story.pass(Duration.ofMinutes(2)).world().write(CLAIM, Story.MINE);
    story.world().commit(Original.KYVERNO, later);
    story.until(HOUR, () -> !story.world().backups(CLAIM).isEmpty());
    return story
        .fetch("http://s3/volsync-backups?list-type=2&prefix=" + CLAIM + "/keys/")
        .path("Contents")
        .size();
  }

  @EachProfile
  void problem_1_manual_beside_a_schedule_ends_the_schedule(Profile profile) {
    Story story =
        told("written", Original.with(PLANNED, "manual-beside-schedule"), ProblemsTest::written);

    assertThat(Trees.text(story.source(CLAIM).orElseThrow(), "status/lastManualSync"))
        .as("the first run, of an empty claim, was the last")
        .isEqualTo("first");
    assertThat(story.world().backups(CLAIM)).as("No backups happening").isEmpty();
    assertBacksUp(profile);
  }

  @EachProfile
  void problem_1_repository_given_as_a_url_is_no_secret(Profile profile) {
    Story story = told("written", Original.with(PLANNED, "repository-url"), ProblemsTest::written);

    assertThat(story.world().timeline().of(Column.VOLSYNC))
        .anyMatch(it -> it.startsWith("backup of " + CLAIM + ": ERROR"));
    assertThat(story.world().backups(CLAIM)).as("No backups happening").isEmpty();
    assertBacksUp(profile);
  }

  @EachProfile
  void problem_1_secret_computed_from_a_base_that_comes_seconds_late(Profile profile) {
    Story story =
        told("late", Original.with(PLANNED, "secret-from-base"), it -> written(late(Story.in(it))));

    assertThat(story.world().admin().find("v1", "Secret", APP, "volsync-rustfs-base"))
        .as("the base has long been there")
        .isPresent();
    assertThat(story.world().admin().find("v1", "Secret", APP, "config-volsync-secret"))
        .as("generation does not recover")
        .isEmpty();
    assertThat(story.world().backups(CLAIM)).as("No backups happening").isEmpty();
    assertBacksUp(profile);
  }

  /** External Secrets does not get what it asks for, for some seconds. */
  private static Story late(Story story) {
    story
        .world()
        .cluster()
        .inject(Fault.answers("http://vault/*", 503).during(story.world().cluster().now(), LATE));
    return story;
  }

  private static Story written(Scenery scenery) {
    return written(Story.in(scenery));
  }

  private static Story written(Story story) {
    story.deploy(APP).pass(Duration.ofMinutes(2)).world().write(CLAIM, Story.MINE);
    return story.pass(LONG);
  }

  private static void assertBacksUp(Profile profile) {
    Story ours = told("written", profile.scenery(), ProblemsTest::written);
    assertThat(ours.world().backups(CLAIM)).as("a backup each hour").hasSizeGreaterThanOrEqualTo(2);
  }

  @EachProfile
  void problem_2_default_without_or_denies_a_claim_whose_destination_syncs(Profile profile) {
    Story story =
        told("syncing", Original.with(PLANNED, "default-without-or"), ProblemsTest::whileSyncing);
    assertThat(refusal(story))
        .as("RD exists, no latestImage → null: it is an error, and the default does not cover it")
        .contains("Unknown key");

    Story ours = whileSyncing(profile.scenery());
    assertThat(refusal(ours)).doesNotContain("Unknown key");
    ours.pass(PATIENCE);
    switch (profile) {
      case AS_PLANNED -> Bullets.lost(ours, CLAIM, "a destination without an image");
      case SAFE -> Bullets.waitedFor(ours, CLAIM);
    }
  }

  private static Story whileSyncing(Scenery scenery) {
    Story story = Story.withBackup(scenery, APP);
    story.world().deleteApp(APP).pass(Duration.ofMinutes(1));
    story.namespace(APP);
    story.world().cluster().await(PATIENCE, () -> story.destination(CLAIM).isPresent());
    return story.zero().deploy(APP).pass(Duration.ofSeconds(10));
  }

  private static String refusal(Story story) {
    return story
        .world()
        .admin()
        .find("argoproj.io/v1alpha1", "Application", "argocd", APP)
        .map(it -> Trees.text(it, "status/operationState/message"))
        .orElse("");
  }

  @EachProfile
  void problem_2_default_hides_that_the_admission_controller_may_not_look(Profile profile) {
    Story lost = told("403", PLANNED, it -> warm(Profile.AS_PLANNED, "admission-without-get"));
    Bullets.lost(lost, CLAIM, "answered 403");

    Bullets.restored(back(profile), CLAIM);
    if (profile == Profile.SAFE) {
      Story denied = warm(profile, "admission-without-get");
      assertThat(denied.world().claim(CLAIM)).as("denied, not lost").isEmpty();
      assertThat(denied.seen(Column.POLICY)).contains("look-up for " + CLAIM + ": answered 403");
    }
  }

  private static Story back(Profile profile) {
    return told("back", profile.scenery(), it -> warm(profile));
  }

  private static Story warm(Profile profile, String... problems) {
    Story story = Story.withBackup(profile, APP);
    story
        .world()
        .commit(Original.KYVERNO, Original.folder(profile.scenery(), problems))
        .pass(Duration.ofMinutes(1));
    return warm(story);
  }

  /** The app goes, its destination gets warm, and the app comes. */
  private static Story warm(Story story) {
    story.world().deleteApp(APP).pass(Duration.ofMinutes(1));
    story.namespace(APP).until(PATIENCE, () -> story.isWarm(CLAIM));
    return story.zero().deploy(APP).pass(Duration.ofMinutes(2));
  }

  @EachProfile
  void problem_3_always_adding_the_reference_lets_new_claims_wait_for_ever(Profile profile) {
    Story story =
        told("deployed", Original.with(PLANNED, "always-reference"), ProblemsTest::deployed);

    assertThat(story.world().isBound(CLAIM)).as("PVC stuck pending forever").isFalse();
    assertThat(story.events(CLAIM)).contains("VolSyncPopulatorReplicationDestinationMissing");
    assertThat(story.seen(Column.ARGOCD))
        .as("Pod stuck pending")
        .noneMatch(it -> it.startsWith("pod of " + CLAIM));

    Story ours = Story.in(profile);
    ours.deploy(APP).until(HOUR, () -> !ours.world().backups(CLAIM).isEmpty());
    Bullets.freshStart(ours, CLAIM);
  }

  @EachProfile
  void problem_3_stripping_all_references_never_restores_and_empties_backups(Profile profile) {
    Story good = Story.withBackup(PLANNED, APP);
    Story story = told("stripped", PLANNED, ProblemsTest::stripped);
    assertThat(story.world().timeline().of(Column.VOLSYNC).getLast())
        .as("VolSync's own copy of the claim is empty, and that is a success")
        .isEqualTo("backup of " + CLAIM + ": empty");
    assertThat(story.world().backups(CLAIM))
        .as("nothing new in S3")
        .hasSize(good.world().backups(CLAIM).size());

    Story back =
        told(
            "stripped and back", PLANNED, it -> warm(told("stripped", it, ProblemsTest::stripped)));
    assertThat(back.isWarm(CLAIM)).isTrue();
    assertThat(back.reference(CLAIM)).as("Never restores from backup").isEmpty();
    assertThat(back.world().data(CLAIM)).as("PVCs always bind fresh").doesNotContainKey("db");

    assertBacksUp(profile);
    Bullets.restored(back(profile), CLAIM);
  }

  private static Story stripped(Scenery scenery) {
    Story story = Story.withBackup(scenery, APP);
    story.world().commit(Original.KYVERNO, Original.folder(scenery, "strip-references")).pass(LONG);
    return story;
  }

  @EachProfile
  void problem_3_copy_method_direct_has_no_image_for_the_populator(Profile profile) {
    Story story =
        told("deployed", before("copy-method-direct", "always-reference"), ProblemsTest::deployed);

    assertThat(story.isWarm(CLAIM)).as("its image is a claim").isTrue();
    assertThat(story.events(CLAIM)).contains("VolSyncPopulatorError");
    assertThat(story.world().isBound(CLAIM)).as("No timeout - waits forever").isFalse();

    Story ours = back(profile);
    assertThat(ours.events(CLAIM)).doesNotContain("VolSyncPopulatorError");
    Bullets.restored(ours, CLAIM);
  }

  @EachProfile
  void problem_3_rule_for_updates_too_poisons_claims_older_than_the_image(Profile profile) {
    Story story = Story.withBackup(Original.with(PLANNED, "rule-for-updates-too"), APP);
    story.until(PATIENCE, () -> story.isWarm(CLAIM));
    assertThat(touch(story).message()).as("any change is refused").contains("immutable");
    namespaceOnly(story).pass(HOUR);
    assertThat(story.world().claim(CLAIM)).as("and it cannot go").isPresent();
    assertThat(Trees.goes(story.world().claim(CLAIM).orElseThrow())).isTrue();

    Story ours = Story.withBackup(profile, APP);
    ours.until(PATIENCE, () -> ours.isWarm(CLAIM));
    assertThat(touch(ours).ok()).as("a label may change").isTrue();
    namespaceOnly(ours).pass(Duration.ofMinutes(1));
    assertThat(ours.world().claim(CLAIM)).as("and the claim goes").isEmpty();
  }

  /** Git loses the claim and its Deployment, the namespace with the destination stays. */
  private static Story namespaceOnly(Story story) {
    story.world().commit("apps/" + APP, story.world().inventory().manifests(APP).subList(0, 1));
    return story;
  }

  private static Reply touch(Story story) {
    ObjectNode patch = Trees.object();
    patch.putObject("metadata").putObject("labels").put("touched", "yes");
    return story
        .world()
        .admin()
        .patch("v1", "PersistentVolumeClaim", APP, "config", "", Request.MERGE_PATCH, patch);
  }
}
