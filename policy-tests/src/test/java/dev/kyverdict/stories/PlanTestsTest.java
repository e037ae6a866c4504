package dev.kyverdict.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.world.TimeLine.Column;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests 1 to 5 of the plan. */
@ExtendWith(Summary.class)
class PlanTestsTest {

  private static final Duration TICK = Duration.ofMinutes(6);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private static final String APP = "home-assistant";
  private static final String CLAIM = "home-assistant/config";
  private static final String KARAKEEP = "karakeep/data-pvc";
  private static final String MEILISEARCH = "karakeep/meilisearch-pvc";

  @EachProfile
  void test_1_fresh_install_without_a_backup(Profile profile) {
    Story story = Story.in(profile);
    assertThat(story.world().backups(CLAIM)).as("S3 bucket is empty for test namespace").isEmpty();

    story.shown().zero().deploy(APP);
    story.until(HOUR, () -> !story.world().backups(CLAIM).isEmpty());

    Bullets.freshStart(story, CLAIM);
    Golden.keep(profile, "test-1", story);
  }

  /** Step 2 deletes the namespace, so that steps 3 and 4 do not hold, and step 6 only in safe. */
  @EachProfile
  void test_2_restore_from_backup(Profile profile) {
    Story story = deleted(profile, APP);
    assertThat(story.prewarm())
        .as("Wait for pre-warm: it skips the namespace that is gone")
        .anyMatch(it -> it.contains("skip:namespace-missing") && it.contains(APP));
    assertThat(story.destination(CLAIM))
        .as("Verify RD created with latestImage: it is not, in either form")
        .isEmpty();

    story.zero().deploy(APP).pass(PATIENCE);

    switch (profile) {
      case AS_PLANNED -> {
        Bullets.lost(story, CLAIM, "no destination");
        story.pass(HOUR);
        assertThat(story.isWarm(CLAIM)).as("the RD comes, too late").isTrue();
        assertThat(story.reference(CLAIM)).as("a claim's source never changes").isEmpty();
        assertThat(story.world().data(CLAIM))
            .as("nothing comes back by itself")
            .doesNotContainKey("db");
        assertThat(story.world().backups(CLAIM))
            .as("and what is newest in S3 now is a backup of the empty start")
            .hasSizeGreaterThan(1);
      }
      case SAFE -> Bullets.waitedFor(story, CLAIM);
    }
    Golden.keep(profile, "test-2", story);
  }

  @EachProfile
  void test_2_when_the_namespace_stays(Profile profile) {
    Story story = deleted(profile, APP).namespace(APP);
    story.until(PATIENCE, () -> story.isWarm(CLAIM));
    assertThat(story.isWarm(CLAIM)).as("Verify RD created with latestImage").isTrue();

    story.zero().deploy(APP).pass(Duration.ofMinutes(1));

    assertThat(story.reference(CLAIM)).as("PVC has dataSourceRef").isEqualTo("config-restore");
    Bullets.restored(story, CLAIM);
    Golden.keep(profile, "test-2-namespace-stays", story);
  }

  @EachProfile
  void test_3_add_new_app_to_an_existing_cluster(Profile profile) {
    Story story = Story.withBackup(profile, APP).pass(TICK).shown().zero();
    assertThat(story.world().isBound(CLAIM)).as("Cluster running with other apps").isTrue();
    Bullets.nothingToRestore(story, "khoj");

    story.deploy("khoj").until(HOUR, () -> !story.world().backups("khoj/config").isEmpty());

    Bullets.freshStart(story, "khoj/config");
    assertThat(story.source("khoj/khoj-models-pvc")).as("no label, no backup").isEmpty();
    Golden.keep(profile, "test-3", story);
  }

  @EachProfile
  void test_4_karakeep_comes_back_later(Profile profile) {
    Story story = deleted(profile, "karakeep").pass(Duration.ofHours(3));
    assertThat(story.world().backups(KARAKEEP))
        .as("Wait days/weeks (or simulate by waiting for CronJob)")
        .isNotEmpty();

    story.zero().deploy("karakeep").pass(PATIENCE);

    switch (profile) {
      case AS_PLANNED -> Bullets.lost(story, KARAKEEP, "no destination");
      case SAFE -> {
        Bullets.waitedFor(story, KARAKEEP);
        assertThat(story.world().data(MEILISEARCH))
            .as("each its own")
            .containsEntry("db", MEILISEARCH);
      }
    }
    Golden.keep(profile, "test-4", story);
  }

  @EachProfile
  void test_5_edge_cases_namespace_does_not_exist_yet(Profile profile) {
    Story story = deleted(profile, APP);
    assertThat(story.prewarm())
        .as("pre-warm should skip")
        .anyMatch(it -> it.contains("skip:namespace-missing") && it.contains(APP))
        .anyMatch(it -> it.contains("\"done\"") && it.contains("errors=0"));
    assertThat(story.world().admin().find("v1", "Namespace", "", APP))
        .as("and creates no namespace")
        .isEmpty();

    story.zero().namespace(APP).until(PATIENCE, () -> story.isWarm(CLAIM));

    assertThat(story.destination(CLAIM)).as("once it exists, the next tick creates RD").isPresent();
    Golden.keep(profile, "test-5-namespace-missing", story);
  }

  @EachProfile
  void test_5_edge_cases_secret_not_yet_created(Profile profile) {
    Story story = deleted(profile, APP);
    Fault closed = Fault.answers("http://vault/*", 503);
    story.world().cluster().inject(closed);

    story.namespace(APP).pass(TICK);

    assertThat(story.prewarm())
        .as("pre-warm should skip")
        .anyMatch(it -> it.contains("skip:") && it.contains(APP) && it.contains("secret"));
    assertThat(story.destination(CLAIM)).as("no RD whose mover could not open S3").isEmpty();

    story.zero().deploy(APP).pass(Duration.ofMinutes(1));
    assertThat(story.world().isBound(CLAIM))
        .as("an app that comes in between: let in by the plan, held back by safe")
        .isEqualTo(profile == Profile.AS_PLANNED);

    story.world().cluster().heal(closed);
    story.until(HOUR, () -> story.isWarm(CLAIM));
    assertThat(story.isWarm(CLAIM)).as("with the Secret the RD comes by itself").isTrue();
    story.until(PATIENCE, () -> story.world().isBound(CLAIM)).pass(Duration.ofMinutes(1));
    switch (profile) {
      case AS_PLANNED -> Bullets.lost(story, CLAIM, "no destination");
      case SAFE -> Bullets.waitedFor(story, CLAIM);
    }
    Golden.keep(profile, "test-5-secret-missing", story);
  }

  @EachProfile
  void test_5_edge_cases_destination_without_an_image(Profile profile) {
    Story story = deleted(profile, APP).namespace(APP);
    story.world().cluster().await(PATIENCE, () -> story.destination(CLAIM).isPresent());
    assertThat(story.isWarm(CLAIM)).as("RD exists but no latestImage").isFalse();

    story.zero().deploy(APP).pass(Duration.ofSeconds(10));

    assertThat(story.seen(Column.POLICY))
        .as("what the look-up sees")
        .contains("look-up for " + CLAIM + ": a destination without an image → unchanged");
    assertThat(story.reference(CLAIM)).as("mutate should not add dataSourceRef").isEmpty();
    story.pass(PATIENCE);
    switch (profile) {
      case AS_PLANNED -> Bullets.lost(story, CLAIM, "a destination without an image");
      case SAFE -> Bullets.waitedFor(story, CLAIM);
    }
    Golden.keep(profile, "test-5-no-image", story);
  }

  @EachProfile
  void test_5_edge_cases_multiple_claims_in_the_same_namespace(Profile profile) {
    Story story = deleted(profile, "karakeep").namespace("karakeep");
    story.until(PATIENCE, () -> story.isWarm(KARAKEEP) && story.isWarm(MEILISEARCH));

    story.zero().deploy("karakeep").pass(Duration.ofMinutes(1));

    Bullets.restored(story, KARAKEEP);
    assertThat(story.reference(MEILISEARCH))
        .as("each its own RD")
        .isEqualTo("meilisearch-pvc-restore");
    assertThat(story.world().data(KARAKEEP)).as("each its own data").containsEntry("db", "mine");
    assertThat(story.world().data(MEILISEARCH)).containsEntry("db", MEILISEARCH);
    Golden.keep(profile, "test-5-two-claims", story);
  }

  /** An app that had a backup is deleted with its namespace, and the pre-warm has run since. */
  private static Story deleted(Profile profile, String app) {
    Story story = Story.withBackup(profile, app).shown();
    story.world().deleteApp(app).pass(TICK);
    assertThat(story.world().admin().find("v1", "Namespace", "", app))
        .as("Delete the app (namespace, PVC, etc.)")
        .isEmpty();
    story
        .labelled(app)
        .forEach(
            it -> assertThat(story.world().backups(it)).as("existing backup in S3").isNotEmpty());
    return story;
  }
}
