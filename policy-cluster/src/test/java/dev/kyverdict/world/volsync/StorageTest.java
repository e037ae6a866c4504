package dev.kyverdict.world.volsync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.world.kube.Trees;
import dev.kyverdict.world.storage.Longhorn;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What becomes of plain claims, of their volumes and of the objects in a bucket. */
class StorageTest {

  private final BackupWorld world = new BackupWorld();

  private int status(String volume) {
    return world
        .fetch(Method.GET, "http://longhorn/volumes/" + volume, MissingNode.getInstance())
        .status();
  }

  @Test
  void a_claim_gets_a_volume_and_takes_it_along_when_it_goes() {
    world.claim("data", "10Gi");
    world.pass(10);
    JsonNode claim = world.find("v1", "PersistentVolumeClaim", "data").orElseThrow();
    String volume = Trees.text(claim, "spec/volumeName");

    assertThat(volume).isEqualTo("pvc-" + Trees.text(claim, "metadata/uid"));
    assertThat(Trees.text(claim, "status/phase")).isEqualTo("Bound");
    assertThat(Trees.text(claim, "status/capacity/storage")).isEqualTo("10Gi");
    assertThat(world.events("data")).hasSize(3);
    assertThat(status(volume)).isEqualTo(200);

    world.client.delete("v1", "PersistentVolumeClaim", BackupWorld.NAMESPACE, "data");
    world.pass(30);
    assertThat(world.client.list("v1", "PersistentVolume", "", "")).isEmpty();
    assertThat(status(volume)).isEqualTo(404);
  }

  @Test
  void a_claim_that_asks_for_more_gets_more() {
    world.claim("data", "10Gi");
    world.pass(10);
    world.client.patch(
        "v1",
        "PersistentVolumeClaim",
        BackupWorld.NAMESPACE,
        "data",
        "",
        "application/merge-patch+json",
        Trees.yaml("{spec: {resources: {requests: {storage: 20Gi}}}}").getFirst());
    world.pass(10);
    assertThat(world.text("v1", "PersistentVolumeClaim", "data", "status/capacity/storage"))
        .isEqualTo("20Gi");
  }

  @Test
  void a_claim_without_its_class_waits_for_it() {
    world.create(
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data, namespace: karakeep}
        spec: {accessModes: [ReadWriteOnce], storageClassName: fast, resources: {requests: {storage: 1Gi}}}
        """);
    world.pass(60);
    assertThat(world.events("data"))
        .containsExactly("ProvisioningFailed: storageclass.storage.k8s.io \"fast\" not found");
    world.create(
        """
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: fast}
        provisioner: driver.longhorn.io
        """);
    world.pass(10);
    assertThat(world.phase("data")).isEqualTo("Bound");
  }

  @Test
  void space_is_given_out_by_nominal_size_and_a_volume_beyond_it_is_faulted() {
    long tenGibibytes = 10L << 30;
    BackupWorld small =
        new BackupWorld(
            VolSyncVersion.V0_16_0, new Longhorn.Space(3 * tenGibibytes * 3 / 2, 3, false));
    small.claim("one", "10Gi");
    small.claim("two", "10Gi");
    small.pass(10);
    assertThat(small.phase("two")).isEqualTo("Bound");
    JsonNode second =
        small
            .fetch(
                Method.GET,
                "http://longhorn/volumes/" + small.volume("two"),
                MissingNode.getInstance())
            .body();
    assertThat(Trees.text(second, "robustness")).isEqualTo("faulted");
    assertThat(Trees.text(second, "trouble")).isEqualTo("insufficient storage");
  }

  @Test
  void a_mover_waits_for_a_faulted_volume() {
    world.secret();
    world.claim("data", "10Gi");
    world.pass(10);
    world.write("data", "bookmarks.db", "v1");
    String url = "http://longhorn/volumes/" + world.volume("data");
    world.fetch(Method.PATCH, url, Trees.object().put("robustness", "faulted"));
    world.source("{manual: first}", ", copyMethod: Direct");
    world.pass(3600);
    assertThat(BackupWorld.condition(world.rs())).startsWith("SyncInProgress");
    assertThat(world.keys("")).isEmpty();

    world.fetch(Method.PATCH, url, Trees.object().put("robustness", "healthy"));
    world.pass(90);
    assertThat(Trees.text(world.rs(), "status/lastManualSync")).isEqualTo("first");
  }

  @Test
  void a_provisioner_that_cannot_reach_its_disks_tries_again() {
    Fault fault = Fault.timesOut("http://longhorn/*");
    world.cluster.inject(fault);
    world.claim("data", "10Gi");
    world.pass(60);
    assertThat(world.events("data"))
        .anyMatch(it -> it.startsWith("ProvisioningFailed") && it.contains("DeadlineExceeded"));
    world.cluster.heal(fault);
    world.pass(120);
    assertThat(world.phase("data")).isEqualTo("Bound");
  }

  @Test
  void a_listing_has_the_shape_that_the_aws_command_line_prints() {
    String bucket = "http://s3/volsync-backups";
    world.fetch(Method.PUT, bucket + "/a/b/config", Trees.object());
    world.fetch(Method.PUT, bucket + "/top", Trees.object());
    JsonNode listing =
        world
            .fetch(Method.GET, bucket + "?list-type=2&delimiter=/", MissingNode.getInstance())
            .body();
    assertThat(listing)
        .hasToString(
            "{\"Contents\":[{\"Key\":\"top\",\"LastModified\":\"2026-01-01T00:00:05Z\",\"Size\":2}],"
                + "\"CommonPrefixes\":[{\"Prefix\":\"a/\"}]}");
    assertThat(
            world
                .fetch(Method.GET, "http://s3/other?list-type=2", MissingNode.getInstance())
                .body())
        .hasToString(
            "{\"code\":\"NoSuchBucket\",\"message\":\"The specified bucket does not exist\"}");
  }
}
