package dev.kyverdict.world.volsync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.world.kube.Trees;
import dev.kyverdict.world.storage.Longhorn;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What VolSync does, fact by fact. */
class VolSyncTest {

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
  void a_claim_is_backed_up_and_its_data_comes_back_in_another() {
    backup("v1");
    world.source("{manual: first}", "");
    world.pass(60);
    assertThat(world.keys("karakeep/data/")).hasSize(5);
    assertThat(BackupWorld.condition(world.rs()))
        .isEqualTo("WaitingForManual: Waiting for manual trigger");
    assertThat(world.find("v1", "PersistentVolumeClaim", "volsync-data-backup-src")).isEmpty();

    world.destination("one", "");
    world.pass(60);
    assertThat(Trees.text(world.rd(), "status/latestImage/name"))
        .matches("volsync-data-restore-dest-\\d{14}");
    assertThat(Trees.text(world.rd(), "status/latestMoverStatus/logs"))
        .contains("restoring <Snapshot ");

    world.restoring("again", "data-restore", "10Gi");
    world.pass(30);
    assertThat(world.files("again")).containsEntry("bookmarks.db", "v1");
    assertThat(world.phase("again")).isEqualTo("Bound");
    assertThat(world.client.list("v1", "PersistentVolumeClaim", BackupWorld.NAMESPACE, ""))
        .noneMatch(it -> Trees.name(it).startsWith("vs-prime-"));
    assertThat(world.events("again"))
        .contains(
            "VolSyncPopulatorFinished: Populator finished",
            "Provisioning: Assuming an external populator will provision the volume");
  }

  @ParameterizedTest
  @CsvSource({
    "V0_16_0, Successful, true",
    "V0_9_0, Failed, false",
    "V0_8_0, Successful, false",
  })
  void a_restore_from_a_path_without_a_repository(
      VolSyncVersion version, String result, boolean initialized) {
    BackupWorld other = new BackupWorld(version, Longhorn.Space.AMPLE);
    other.secret();
    other.destination("one", "");
    other.pass(3600);

    boolean succeeds = result.equals("Successful");
    assertThat(Trees.text(other.rd(), "status/latestMoverStatus/result")).isEqualTo(result);
    assertThat(Trees.at(other.rd(), "status").has("latestImage")).isEqualTo(succeeds);
    assertThat(other.keys("karakeep/data/config").isEmpty()).isEqualTo(!initialized);
    assertThat(other.keys(SNAPSHOTS)).isEmpty();
    if (succeeds) {
      assertThat(Trees.text(other.rd(), "status/latestMoverStatus/logs"))
          .contains("No eligible snapshots found\n=== No data will be restored ===");
      other.restoring("empty", "data-restore", "10Gi");
      other.pass(60);
      assertThat(other.files("empty")).isEmpty();
    }
  }

  @Test
  void a_manual_trigger_switches_the_schedule_off() {
    backup("v1");
    world.source("{manual: once, schedule: '7 * * * *'}", ", retain: {hourly: 24}");
    world.pass(6 * 3600);
    assertThat(world.keys(SNAPSHOTS)).hasSize(1);
    assertThat(Trees.at(world.rs(), "status").has("nextSyncTime")).isFalse();

    world.patch("ReplicationSource", "data-backup", "{spec: {trigger: {manual: null}}}");
    world.pass(2 * 3600);
    assertThat(world.keys(SNAPSHOTS)).hasSize(3);
    assertThat(BackupWorld.condition(world.rs())).startsWith("WaitingForSchedule");
    assertThat(Trees.text(world.rs(), "status/nextSyncTime")).endsWith(":07:00Z");
  }

  @Test
  void a_new_source_syncs_at_once_and_without_retain_one_snapshot_is_kept() {
    backup("v1");
    world.source("{schedule: '0 2 * * *'}", "");
    world.pass(60);
    List<String> first = world.keys(SNAPSHOTS);
    world.write("data", "bookmarks.db", "v2");
    world.pass(86_400);

    assertThat(first).hasSize(1);
    assertThat(world.keys(SNAPSHOTS)).hasSize(1).doesNotContainAnyElementsOf(first);
  }

  @Test
  void without_a_trigger_a_source_syncs_for_ever() {
    backup("v1");
    world.source("{}", ", retain: {last: '100'}");
    world.pass(600);
    assertThat(world.keys(SNAPSHOTS)).hasSizeGreaterThan(8);
  }

  @Test
  void a_tag_that_comes_in_mid_sync_is_reported_done_when_the_sync_ends() {
    backup("v1");
    world.source("{manual: first}", "");
    world.pass(60);
    world.destination("one", "");
    world.pass(10);
    world.patch("ReplicationDestination", "data-restore", "{spec: {trigger: {manual: two}}}");
    world.pass(60);
    JsonNode after = world.rd();
    world.pass(600);

    assertThat(Trees.text(after, "status/lastManualSync")).isEqualTo("two");
    assertThat(world.rd()).isEqualTo(after);
  }

  @Test
  void an_empty_source_succeeds_and_leaves_no_trace_in_s3() {
    backup("v1");
    world.fetch(
        Method.PUT,
        "http://longhorn/volumes/" + world.volume("data") + "/files",
        Trees.object().put("lost+found", ""));
    world.source("{manual: first}", "");
    world.pass(60);

    assertThat(Trees.text(world.rs(), "status/latestMoverStatus/result")).isEqualTo("Successful");
    assertThat(Trees.text(world.rs(), "status/latestMoverStatus/logs"))
        .isEqualTo("== Directory is empty skipping backup ===");
    assertThat(world.keys("karakeep/")).isEmpty();
  }

  @Test
  void files_that_cannot_be_read_leave_a_partial_snapshot_for_each_of_eight_attempts() {
    backup("v1");
    world.write("data", "private.key", "v1");
    world.fetch(
        Method.PATCH,
        "http://longhorn/volumes/" + world.volume("data"),
        Trees.yaml("{unreadable: [private.key]}").getFirst());
    world.source("{manual: first}", ", copyMethod: Direct");
    world.pass(40 * 60);

    assertThat(world.keys(SNAPSHOTS)).hasSizeGreaterThan(8);
    assertThat(Trees.text(world.rs(), "status/latestMoverStatus/result")).isEqualTo("Failed");
    assertThat(BackupWorld.condition(world.rs())).startsWith("SyncInProgress");
    assertThat(Trees.at(world.rs(), "status").has("lastSyncTime")).isFalse();
  }

  @Test
  void a_repository_that_is_a_url_costs_two_volumes_and_names_the_secret() {
    world.secret();
    world.destination("one", ", repository: 's3:http://192.168.10.133:30292/volsync-backups/a'");
    world.pass(30);

    assertThat(BackupWorld.condition(world.rd()))
        .isEqualTo("Error: Secret \"s3:http://192.168.10.133:30292/volsync-backups/a\" not found");
    assertThat(world.phase("volsync-data-restore-dest")).isEqualTo("Bound");
    assertThat(world.phase("volsync-dst-data-restore-cache")).isEqualTo("Bound");
  }

  @Test
  void a_secret_that_comes_late_is_found_in_the_end() {
    world.destination("one", "");
    world.pass(60);
    assertThat(BackupWorld.condition(world.rd()))
        .isEqualTo("Error: Secret \"data-secret\" not found");
    world.secret();
    world.pass(240);
    assertThat(Trees.text(world.rd(), "status/lastManualSync")).isEqualTo("one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ", capacity: null|capacity must be provided when destinationPVC is not",
        ", accessModes: null|accessModes must be provided when destinationPVC is not",
        ", destinationPVC: none|PersistentVolumeClaim \"none\" not found",
        ", repository: base|secret is missing field: RESTIC_REPOSITORY",
        ", copyMethod: Clone|unsupported copyMethod: Clone -- must be Direct, None, or Snapshot",
      })
  void what_is_wrong_in_a_destination_is_said_in_its_condition(String more, String message) {
    world.secret();
    world.create(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: base, namespace: karakeep}
        stringData: {RESTIC_REPOSITORY_BASE: base, RESTIC_PASSWORD: secret}
        """);
    world.destination("one", more);
    world.pass(90);
    assertThat(BackupWorld.condition(world.rd())).isEqualTo("Error: " + message);
  }

  @Test
  void when_s3_is_down_a_restore_fails_for_ever_and_keeps_its_old_image() {
    backup("v1");
    world.source("{manual: first}", "");
    world.pass(60);
    world.destination("one", "");
    world.pass(60);
    String image = Trees.text(world.rd(), "status/latestImage/name");
    Fault down = Fault.timesOut("http://s3/*");
    world.cluster.inject(down);
    world.patch("ReplicationDestination", "data-restore", "{spec: {trigger: {manual: two}}}");
    world.pass(3600);

    assertThat(Trees.text(world.rd(), "status/latestImage/name")).isEqualTo(image);
    assertThat(Trees.text(world.rd(), "status/latestMoverStatus/result")).isEqualTo("Failed");
    assertThat(Trees.text(world.rd(), "status/lastManualSync")).isEqualTo("one");

    world.cluster.heal(down);
    world.pass(900);
    assertThat(Trees.text(world.rd(), "status/lastManualSync")).isEqualTo("two");
    assertThat(world.find("snapshot.storage.k8s.io/v1", "VolumeSnapshot", image)).isEmpty();
  }

  @Test
  void an_old_image_with_do_not_delete_stays() {
    world.secret();
    world.destination("one", "");
    world.pass(60);
    String image = Trees.text(world.rd(), "status/latestImage/name");
    world.client.patch(
        "snapshot.storage.k8s.io/v1",
        "VolumeSnapshot",
        BackupWorld.NAMESPACE,
        image,
        "",
        "application/merge-patch+json",
        Trees.yaml("{metadata: {labels: {volsync.backube/do-not-delete: 'true'}}}").getFirst());
    world.patch("ReplicationDestination", "data-restore", "{spec: {trigger: {manual: two}}}");
    world.pass(90);

    JsonNode kept = world.find("snapshot.storage.k8s.io/v1", "VolumeSnapshot", image).orElseThrow();
    assertThat(Trees.at(kept, "metadata").has("ownerReferences")).isFalse();
    assertThat(Trees.text(world.rd(), "status/latestImage/name")).isNotEqualTo(image);
  }

  @Test
  void files_deleted_since_come_back_unless_they_are_to_be_deleted() {
    backup("v1");
    world.write("data", "old.db", "v1");
    world.source("{manual: first}", "");
    world.pass(60);
    world.destination("one", "");
    world.pass(60);
    world.fetch(
        Method.PATCH,
        "http://longhorn/volumes/" + world.volume("data") + "/files",
        Trees.object().putNull("old.db"));
    world.patch("ReplicationSource", "data-backup", "{spec: {trigger: {manual: second}}}");
    world.pass(60);
    world.patch("ReplicationDestination", "data-restore", "{spec: {trigger: {manual: two}}}");
    world.pass(60);
    assertThat(world.files("volsync-data-restore-dest")).containsKey("old.db");

    world.patch(
        "ReplicationDestination",
        "data-restore",
        "{spec: {restic: {enableFileDeletion: true}, trigger: {manual: three}}}");
    world.pass(60);
    assertThat(world.files("volsync-data-restore-dest")).doesNotContainKey("old.db");
  }

  @ParameterizedTest
  @CsvSource({
    "previous: 1, v1",
    "restoreAsOf: '2026-01-01T00:01:30Z', v1",
    "restoreAsOf: soon, ''"
  })
  void an_earlier_snapshot_can_be_chosen_and_a_time_that_is_none_gives_nothing(
      String choice, String version) {
    backup("v1");
    world.source("{manual: first}", ", retain: {last: '9'}");
    world.pass(120);
    world.write("data", "bookmarks.db", "v2");
    world.patch("ReplicationSource", "data-backup", "{spec: {trigger: {manual: second}}}");
    world.pass(60);
    world.destination("one", ", " + choice);
    world.pass(60);
    assertThat(world.files("volsync-data-restore-dest").getOrDefault("bookmarks.db", ""))
        .isEqualTo(version);
    assertThat(Trees.text(world.rd(), "status/lastManualSync")).isEqualTo("one");
  }

  @Test
  void a_copy_in_mid_sync_comes_to_the_same_end() {
    backup("v1");
    world.source("{manual: first}", "");
    world.pass(20);
    BackupWorld copy = world.copy();
    world.pass(100);
    copy.cluster.pass(Duration.ofSeconds(100));
    assertThat(copy.rs()).isEqualTo(world.rs());
    assertThat(copy.keys("")).isEqualTo(world.keys(""));
  }
}
