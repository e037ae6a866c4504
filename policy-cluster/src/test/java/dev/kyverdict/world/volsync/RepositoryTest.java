package dev.kyverdict.world.volsync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What movers do to each other in one repository. */
class RepositoryTest {

  private static final String SNAPSHOTS = "karakeep/data/snapshots/";

  private final BackupWorld world = new BackupWorld();

  private void backup(String version) {
    if (world.find("v1", "Secret", "data-secret").isEmpty()) {
      world.secret();
      world.claim("data", "10Gi");
      world.pass(5);
    }
    world.write("data", "bookmarks.db", version);
  }

  @Test
  void a_lock_that_is_left_over_makes_forget_fail_until_it_is_unlocked() {
    backup("v1");
    world.source("{manual: first}", "");
    world.pass(60);
    world.fetch(
        Method.PUT,
        "http://s3/volsync-backups/karakeep/data/locks/" + "a".repeat(64),
        Trees.yaml("{time: '2026-01-01T00:00:50Z', exclusive: false, hostname: gone}").getFirst());
    world.patch("ReplicationSource", "data-backup", "{spec: {trigger: {manual: second}}}");
    world.pass(45 * 60);
    assertThat(world.keys(SNAPSHOTS)).hasSizeGreaterThan(8);
    assertThat(Trees.text(world.rs(), "status/latestMoverStatus/logs"))
        .contains("repository is already locked by gone");

    world.patch("ReplicationSource", "data-backup", "{spec: {restic: {unlock: now}}}");
    world.pass(45 * 60);
    assertThat(world.keys(SNAPSHOTS)).hasSize(1);
    assertThat(world.keys("karakeep/data/locks/")).isEmpty();
    assertThat(Trees.text(world.rs(), "status/restic/lastUnlocked")).isEqualTo("now");
    assertThat(Trees.text(world.rs(), "status/lastManualSync")).isEqualTo("second");
  }

  @Test
  void a_backup_during_a_restore_cannot_forget_and_saves_a_second_snapshot() {
    backup("v1");
    world.source("{manual: first}", "");
    world.pass(60);
    world.patch("ReplicationSource", "data-backup", "{spec: {trigger: {manual: second}}}");
    world.pass(10);
    world.destination("one", "");
    boolean failed =
        world.cluster.await(
            Duration.ofMinutes(2),
            () ->
                world
                    .find("batch/v1", "Job", "volsync-src-data-backup")
                    .filter(job -> Trees.at(job, "status/failed").asInt(0) == 1)
                    .isPresent());
    assertThat(failed).isTrue();
    assertThat(world.keys(SNAPSHOTS)).hasSize(2);
    world.pass(120);
    assertThat(world.keys(SNAPSHOTS)).hasSize(1);
    assertThat(world.keys("karakeep/data/locks/")).isEmpty();
  }

  @Test
  void prune_comes_after_its_interval_and_removes_what_no_snapshot_needs() {
    backup("v1");
    world.source("{manual: first}", ", pruneIntervalDays: 1");
    world.pass(60);
    world.write("data", "bookmarks.db", "v2");
    world.patch("ReplicationSource", "data-backup", "{spec: {trigger: {manual: second}}}");
    world.pass(60);
    assertThat(world.keys("karakeep/data/data/")).hasSize(2);
    world.pass(86_400);
    world.patch("ReplicationSource", "data-backup", "{spec: {trigger: {manual: third}}}");
    world.pass(120);
    assertThat(world.keys("karakeep/data/data/")).hasSize(1);
    assertThat(Trees.at(world.rs(), "status/restic").has("lastPruned")).isTrue();
  }

  @Test
  void two_inits_at_once_leave_two_keys_and_one_config() {
    backup("v1");
    world.pass(30);
    world.source("{manual: first}", ", copyMethod: Direct");
    world.destination("one", ", destinationPVC: data");
    world.pass(300);
    assertThat(world.keys("karakeep/data/keys/")).hasSize(2);
    assertThat(world.keys("karakeep/data/config")).hasSize(1);
  }

  @Test
  void a_node_that_dies_leaves_the_lock_of_its_mover_behind() {
    backup("v1");
    world.source("{manual: first}", "");
    world.pass(30);
    List<String> locks = world.keys("karakeep/data/locks/");
    assertThat(locks).hasSize(1);
    world.cluster.stop("volsync-movers");
    world.cluster.start("volsync-movers");
    world.pass(200);
    assertThat(world.keys("karakeep/data/locks/")).containsAll(locks);
    assertThat(Trees.text(world.rs(), "status/lastManualSync")).isEmpty();
  }
}
