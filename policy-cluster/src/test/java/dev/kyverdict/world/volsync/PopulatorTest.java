package dev.kyverdict.world.volsync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.world.kube.Trees;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a claim that names a ReplicationDestination. */
class PopulatorTest {

  private final BackupWorld world = new BackupWorld();

  private void restored(String more) {
    world.secret();
    world.claim("data", "10Gi");
    world.pass(5);
    world.write("data", "bookmarks.db", "v1");
    world.source("{manual: first}", "");
    world.pass(60);
    world.destination("one", more);
    world.pass(60);
  }

  @Test
  void it_waits_for_ever_and_goes_on_when_the_image_comes() {
    world.secret();
    world.restoring("app", "data-restore", "10Gi");
    world.pass(7 * 86_400);
    assertThat(world.phase("app")).isEqualTo("Pending");
    assertThat(world.events("app"))
        .contains(
            "VolSyncPopulatorReplicationDestinationMissing: Unable to populate volume:"
                + " ReplicationDestination.volsync.backube \"data-restore\" not found");

    world.destination("one", "");
    world.pass(5);
    assertThat(world.events("app"))
        .contains(
            "VolSyncPopulatorReplicationDestinationNoLatestImage: Unable to populate volume,"
                + " waiting for replicationdestination to have latestImage");
    world.pass(90);
    assertThat(world.phase("app")).isEqualTo("Bound");
  }

  @Test
  void a_call_that_fails_once_delays_it_and_nothing_more() {
    restored("");
    List<String> paths =
        List.of(
            "*/persistentvolumeclaims*",
            "*/persistentvolumes*",
            "*/volumesnapshots*",
            "*/volumesnapshotcontents*",
            "*/replicationdestinations*",
            "*/storageclasses*",
            "http://longhorn/*");
    for (String path : paths) {
      for (int call = 1; call <= 12; call++) {
        BackupWorld copy = world.copy();
        copy.cluster.inject(Fault.answers(path, 500).by("system:*").onlyTheCall(call));
        copy.client.create(
            Trees.yaml(
                    """
                    apiVersion: v1
                    kind: PersistentVolumeClaim
                    metadata: {name: app, namespace: karakeep}
                    spec:
                      accessModes: [ReadWriteOnce]
                      dataSourceRef: {apiGroup: volsync.backube, kind: ReplicationDestination, name: data-restore}
                      resources: {requests: {storage: 10Gi}}
                    """)
                .getFirst());
        copy.pass(60);
        if (copy.find("v1", "PersistentVolumeClaim", "app").isPresent()) {
          assertThat(copy.files("app"))
              .as("call %s of %s", call, path)
              .containsEntry("bookmarks.db", "v1");
        }
      }
    }
  }

  @Test
  void an_image_that_is_a_claim_is_of_no_use() {
    restored(", copyMethod: Direct");
    assertThat(Trees.text(world.rd(), "status/latestImage/kind"))
        .isEqualTo("PersistentVolumeClaim");
    world.restoring("app", "data-restore", "10Gi");
    world.pass(600);
    assertThat(world.phase("app")).isEqualTo("Pending");
    assertThat(world.events("app"))
        .contains(
            "VolSyncPopulatorError: Unable to populate volume: ReplicationDestination latestImage"
                + " is not a volumesnapshot");
  }

  @ParameterizedTest
  @CsvSource({
    "5Gi, requested volume size 5368709120 is less than the size 10737418240 for the source"
        + " snapshot",
    "20Gi, size of target volume (21474836480 bytes) is different than size of source volume"
        + " (10737418240 bytes)",
  })
  void a_claim_of_another_size_never_binds(String size, String message) {
    restored("");
    world.restoring("app", "data-restore", size);
    world.pass(3600);
    assertThat(world.phase("app")).isEqualTo("Pending");
    assertThat(world.events("vs-prime-" + uid("app")))
        .anyMatch(it -> it.startsWith("ProvisioningFailed") && it.contains(message));
  }

  private String uid(String claim) {
    return world.text("v1", "PersistentVolumeClaim", claim, "metadata/uid");
  }

  @Test
  void a_name_of_64_characters_never_binds() {
    restored("");
    String name = "a".repeat(64);
    world.restoring(name, "data-restore", "10Gi");
    world.restoring(name.substring(1), "data-restore", "10Gi");
    world.pass(3600);
    assertThat(world.phase(name)).isEqualTo("Pending");
    assertThat(world.phase(name.substring(1))).isEqualTo("Bound");
  }

  @Test
  void a_snapshot_that_a_claim_is_filled_from_survives_the_next_sync() {
    restored("");
    String image = Trees.text(world.rd(), "status/latestImage/name");
    world.restoring("app", "data-restore", "5Gi");
    world.pass(10);
    world.patch("ReplicationDestination", "data-restore", "{spec: {trigger: {manual: two}}}");
    world.pass(120);
    assertThat(Trees.text(world.rd(), "status/latestImage/name")).isNotEqualTo(image);
    assertThat(world.find("snapshot.storage.k8s.io/v1", "VolumeSnapshot", image)).isPresent();

    world.client.delete("v1", "PersistentVolumeClaim", BackupWorld.NAMESPACE, "app");
    world.pass(60);
    assertThat(world.find("v1", "PersistentVolumeClaim", "app")).isEmpty();
    assertThat(world.find("snapshot.storage.k8s.io/v1", "VolumeSnapshot", image)).isEmpty();
  }

  @Test
  void a_snapshot_dies_with_the_temporary_claim_that_it_lives_in() {
    restored(", cleanupTempPVC: true");
    assertThat(world.find("v1", "PersistentVolumeClaim", "volsync-data-restore-dest")).isEmpty();
    world.restoring("app", "data-restore", "10Gi");
    world.pass(3600);
    assertThat(world.phase("app")).isEqualTo("Pending");
    assertThat(world.events("vs-prime-" + uid("app")))
        .anyMatch(it -> it.startsWith("ProvisioningFailed") && it.endsWith("/v1/volumes]"))
        .anyMatch(it -> it.contains("volume.longhorn.io \"pvc-") && it.contains("not found"));
  }

  @Test
  void without_a_backup_target_a_snapshot_of_the_backup_type_is_never_ready() {
    restored(", volumeSnapshotClassName: longhorn-backup");
    assertThat(Trees.text(world.rd(), "status/lastManualSync")).isEqualTo("one");
    String image = Trees.text(world.rd(), "status/latestImage/name");
    world.restoring("app", "data-restore", "10Gi");
    world.pass(3600);
    assertThat(world.phase("app")).isEqualTo("Pending");
    assertThat(world.events("vs-prime-" + uid("app")))
        .anyMatch(it -> it.contains("snapshot " + image + " is not Ready"));
  }

  @Test
  void with_wait_for_first_consumer_it_waits_for_a_node() {
    restored("");
    world.create(
        """
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: late}
        provisioner: driver.longhorn.io
        reclaimPolicy: Delete
        volumeBindingMode: WaitForFirstConsumer
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: app, namespace: karakeep}
        spec:
          accessModes: [ReadWriteOnce]
          storageClassName: late
          dataSourceRef: {apiGroup: volsync.backube, kind: ReplicationDestination, name: data-restore}
          resources: {requests: {storage: 10Gi}}
        """);
    world.pass(600);
    assertThat(world.phase("app")).isEqualTo("Pending");
    assertThat(world.events("app"))
        .isEqualTo(
            List.of(
                "WaitForFirstConsumer: waiting for first consumer to be created before binding"));

    world.client.patch(
        "v1",
        "PersistentVolumeClaim",
        BackupWorld.NAMESPACE,
        "app",
        "",
        "application/merge-patch+json",
        Trees.yaml("{metadata: {annotations: {volume.kubernetes.io/selected-node: node-1}}}")
            .getFirst());
    world.pass(60);
    assertThat(world.files("app")).containsEntry("bookmarks.db", "v1");
  }
}
