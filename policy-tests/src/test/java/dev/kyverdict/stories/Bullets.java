package dev.kyverdict.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.world.TimeLine.Column;
import java.time.Duration;

/** What the plan says more than once. */
final class Bullets {

  private Bullets() {}

  /** What the pre-warm has seen before a new app comes. */
  static void nothingToRestore(Story story, String app) {
    assertThat(story.prewarm())
        .as("Pre-warm CronJob already ran")
        .anyMatch(it -> it.contains("\"done\"") && it.contains("errors=0"));
    assertThat(story.prewarm())
        .as("No backup found in S3")
        .noneMatch(it -> it.contains("\"ns\":\"" + app + "\""));
    story
        .labelled(app)
        .forEach(it -> assertThat(story.destination(it)).as("No RD created").isEmpty());
  }

  /** Test 1, step 3. */
  static void freshStart(Story story, String claim) {
    assertThat(story.seen(Column.POLICY))
        .as("RD doesn't exist")
        .contains("look-up for " + claim + ": no destination → unchanged");
    assertThat(story.reference(claim)).as("No dataSourceRef added").isEmpty();
    assertThat(story.world().isBound(claim)).as("PVC BOUND").isTrue();
    Duration until =
        Duration.between(
            story.when("claim " + claim + ", empty"),
            story.when("claim " + claim + " bound, empty"));
    assertThat(until).as("PVC binds immediately").isLessThan(Duration.ofSeconds(5));
    assertThat(story.source(claim)).as("Generate: Create RS").isPresent();
    assertThat(story.when("deployment " + claim))
        .as("Create Deployment")
        .isAfterOrEqualTo(story.when("claim " + claim));
    assertThat(story.seen(Column.ARGOCD))
        .as("Pod starts with EMPTY storage")
        .contains("pod of " + claim + " starts, empty");
    assertThat(story.seen(Column.VOLSYNC))
        .as("RS runs on schedule")
        .contains("backup of " + claim + ": empty", "backup of " + claim + " done");
    assertThat(story.seen(Column.S3)).as("First backup to S3").contains("snapshot of " + claim);
    assertThat(story.world().backups(claim)).as("S3 now has backup data").hasSize(1);
  }

  /** Scenario 2 from T0 on: a destination that is warm, and what comes of it. */
  static void restored(Story story, String claim) {
    String destination = claim.substring(claim.indexOf('/') + 1) + "-restore";
    assertThat(story.seen(Column.POLICY))
        .as("RD EXISTS with latestImage")
        .contains("look-up for " + claim + ": a destination with an image");
    assertThat(story.reference(claim)).as("ADD dataSourceRef").isEqualTo(destination);
    assertThat(story.source(claim)).as("Generate: Create RS").isPresent();
    assertThat(story.seen(Column.STORAGE))
        .as("Volume Populator restores from latestImage, PVC BOUND")
        .containsSubsequence(
            "populator fills " + claim, "claim " + claim + " bound, from " + destination);
    assertThat(story.seen(Column.ARGOCD))
        .as("Pod starts with RESTORED data")
        .contains("pod of " + claim + " starts, from " + destination);
    assertThat(story.world().data(claim)).as("App has previous data").containsEntry("db", "mine");
  }

  /** The plan's own form over a backup that it did not see. */
  static void lost(Story story, String claim, String what) {
    assertThat(story.seen(Column.POLICY))
        .as("what the decision was made by: %s", what)
        .contains("look-up for " + claim + ": " + what + " → unchanged")
        .doesNotContain("deny " + claim);
    assertThat(story.world().isBound(claim)).as("the claim binds all the same").isTrue();
    assertThat(story.reference(claim)).as("and names no destination").isEmpty();
    assertThat(story.world().data(claim))
        .as("the app starts EMPTY although S3 has its data")
        .doesNotContainKey("db");
    assertThat(story.world().backups(claim)).as("S3 backup REMAINS").isNotEmpty();
  }

  /** The safe form: Argo CD has to wait, and gets the data. */
  static void waitedFor(Story story, String claim) {
    assertThat(story.seen(Column.POLICY))
        .as("the claim is denied until its data is back")
        .containsSubsequence("deny " + claim, "mutate " + claim);
    restored(story, claim);
  }
}
