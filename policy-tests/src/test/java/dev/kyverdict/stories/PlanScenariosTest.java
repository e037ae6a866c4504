package dev.kyverdict.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.world.TimeLine.Column;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.extension.ExtendWith;

/** Scenarios 1 to 4 of the plan. */
@ExtendWith(Summary.class)
class PlanScenariosTest {

  private static final Duration TICK = Duration.ofMinutes(6);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private static final String APP = "home-assistant";
  private static final String CLAIM = "home-assistant/config";
  private static final String KARAKEEP = "karakeep/data-pvc";

  @EachProfile
  void scenario_1_fresh_cluster_install(Profile profile) {
    Story story = Story.in(profile);
    Bullets.nothingToRestore(story, APP);

    story.deploy(APP).until(HOUR, () -> !story.world().backups(CLAIM).isEmpty());

    Bullets.freshStart(story, CLAIM);
    Golden.keep(profile, "scenario-1", story);
  }

  /** The namespace is there before the app, which the plan leaves to the pre-warm "if needed". */
  @EachProfile
  void scenario_2_cluster_rebuild_with_a_backup(Profile profile) {
    Story story = rebuilt(profile).namespace(APP);
    story.until(PATIENCE, () -> story.isWarm(CLAIM));
    assertThat(story.prewarm())
        .as("List S3 bucket, found: namespace/pvc-name backup; create RD in namespace")
        .anyMatch(it -> it.contains("created") && it.contains("\"ns\":\"" + APP + "\""));
    story.zero();
    assertThat(story.line().of(Column.VOLSYNC))
        .as("Sync from S3, RD has latestImage")
        .containsSubsequence(
            "restore into " + CLAIM + "-restore begins", CLAIM + "-restore has its image");

    story.deploy(APP).pass(Duration.ofMinutes(1));

    Bullets.restored(story, CLAIM);
    assertThat(story.seen(Column.POLICY)).as("Zero-touch").doesNotContain("deny " + CLAIM);
    Golden.keep(profile, "scenario-2", story);
  }

  /** Where the plan's statement does not hold: nobody makes the namespace before the app does. */
  @EachProfile
  void scenario_2_when_the_namespace_arrives_with_the_app(Profile profile) {
    Story story = rebuilt(profile).pass(TICK);
    assertThat(story.prewarm())
        .as("Create namespace (if needed): it is skipped instead")
        .anyMatch(it -> it.contains("skip:namespace-missing") && it.contains(APP));
    story.zero();
    story.world().deployAgain();
    story.pass(PATIENCE);

    switch (profile) {
      case AS_PLANNED -> Bullets.lost(story, CLAIM, "no destination");
      case SAFE -> Bullets.waitedFor(story, CLAIM);
    }
    Golden.keep(profile, "scenario-2-namespace-with-the-app", story);
  }

  private static Story rebuilt(Profile profile) {
    Story story = Story.withBackup(profile, APP).shown();
    story.world().rebuildCluster();
    assertThat(story.world().backups(CLAIM)).as("S3 HAS DATA").isNotEmpty();
    return story;
  }

  @EachProfile
  void scenario_3_add_new_app(Profile profile) {
    Story story = Story.withBackup(profile, APP).pass(TICK).shown().zero();
    Bullets.nothingToRestore(story, "khoj");

    story.deploy("khoj").until(HOUR, () -> !story.world().backups("khoj/config").isEmpty());

    Bullets.freshStart(story, "khoj/config");
    assertThat(story.world().data(CLAIM))
        .as("the other app is as it was")
        .containsEntry("db", "mine");
    Golden.keep(profile, "scenario-3", story);
  }

  @EachProfile
  void scenario_4_delete_app_and_add_it_again_later(Profile profile) {
    Story story = deletedKarakeep(profile);
    assertThat(story.prewarm())
        .as("Pre-warm CronJob runs, finds backup in S3: its namespace is gone, so no RD is warm")
        .anyMatch(it -> it.contains("skip:namespace-missing") && it.contains("karakeep"));
    story.zero().deploy("karakeep").pass(PATIENCE);

    switch (profile) {
      case AS_PLANNED -> Bullets.lost(story, KARAKEEP, "no destination");
      case SAFE -> Bullets.waitedFor(story, KARAKEEP);
    }
    Golden.keep(profile, "scenario-4", story);
  }

  /** What phase 3 needs to hold as it is written. */
  @EachProfile
  void scenario_4_when_the_namespace_stays(Profile profile) {
    Story story = deletedKarakeep(profile).namespace("karakeep");
    story.until(PATIENCE, () -> story.isWarm(KARAKEEP) && story.isWarm("karakeep/meilisearch-pvc"));
    assertThat(story.isWarm(KARAKEEP)).as("Creates RD, syncs, has latestImage").isTrue();
    assertThat(story.world().claim(KARAKEEP)).as("RD is warm waiting for app").isEmpty();

    story.zero().deploy("karakeep").pass(Duration.ofMinutes(1));

    assertThat(story.isWarm(KARAKEEP)).as("RD already exists with latestImage").isTrue();
    Bullets.restored(story, KARAKEEP);
    assertThat(story.seen(Column.POLICY)).doesNotContain("deny " + KARAKEEP);
    Golden.keep(profile, "scenario-4-namespace-stays", story);
  }

  /** Phases 1 and 2, and the time that passes. */
  private static Story deletedKarakeep(Profile profile) {
    Story story = Story.withBackup(profile, "karakeep");
    story.until(PATIENCE, () -> story.isWarm(KARAKEEP));
    assertThat(story.seen(Column.VOLSYNC))
        .as("RS backing up hourly to S3")
        .contains("backup of " + KARAKEEP + " done");
    assertThat(story.isWarm(KARAKEEP)).as("RD synced with latestImage").isTrue();
    assertThat(story.world().backups(KARAKEEP)).as("S3 has backup data").isNotEmpty();

    story.shown();
    Instant deleted = story.world().cluster().now();
    story.world().deleteApp("karakeep").pass(TICK);
    assertThat(story.world().claim(KARAKEEP)).as("All resources deleted: PVC").isEmpty();
    assertThat(story.source(KARAKEEP)).as("All resources deleted: RS").isEmpty();
    assertThat(story.destination(KARAKEEP)).as("All resources deleted: RD").isEmpty();
    assertThat(story.world().admin().find("apps/v1", "Deployment", "karakeep", "data-pvc"))
        .as("All resources deleted: Deployment")
        .isEmpty();
    assertThat(story.since(deleted, Column.ARGOCD)).contains("Namespace karakeep is gone");
    assertThat(story.world().backups(KARAKEEP)).as("S3 backup REMAINS").isNotEmpty();
    return story;
  }
}
