package dev.kyverdict.world.volsync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.world.kube.Trees;
import org.junit.jupiter.api.Test;

/** Policies that break VolSync. */
class PolicyAgainstVolSyncTest {

  private final BackupWorld world = BackupWorld.withKyverno();

  private void policy(String yaml) {
    world.create(yaml);
    world.pass(5);
    world.secret();
    world.claim("data", "10Gi");
    world.pass(10);
    world.write("data", "bookmarks.db", "v1");
  }

  @Test
  void a_volume_that_a_policy_adds_to_new_jobs_has_volsync_delete_them_for_ever() {
    policy(
        """
        apiVersion: kyverno.io/v1
        kind: ClusterPolicy
        metadata: {name: add-volume}
        spec:
          background: false
          rules:
            - name: add-volume
              match: {any: [{resources: {kinds: [Job], operations: [CREATE]}}]}
              mutate:
                patchStrategicMerge:
                  spec: {template: {spec: {volumes: [{name: extra, emptyDir: {}}]}}}
        """);
    world.source("{manual: first}", "");
    world.pass(30);
    int calls = world.cluster.audit().size();
    world.pass(2);

    assertThat(world.keys("karakeep/")).isEmpty();
    assertThat(world.cluster.audit().subList(calls, world.cluster.audit().size()))
        .filteredOn(it -> it.path().endsWith("/jobs/volsync-src-data-backup"))
        .filteredOn(it -> it.verb().equals("delete"))
        .hasSizeGreaterThan(10);
  }

  @Test
  void a_policy_that_takes_the_data_source_from_every_claim_empties_the_backup() {
    policy(
        """
        apiVersion: kyverno.io/v1
        kind: ClusterPolicy
        metadata: {name: strip}
        spec:
          background: false
          rules:
            - name: strip
              match: {any: [{resources: {kinds: [PersistentVolumeClaim], operations: [CREATE]}}]}
              preconditions:
                all: [{key: "{{ request.object.spec.dataSource.name || '' }}", operator: NotEquals, value: ""}]
              mutate:
                patchesJson6902: |-
                  - {op: remove, path: /spec/dataSource}
                  - {op: remove, path: /spec/dataSourceRef}
        """);
    world.source("{manual: first}", "");
    world.pass(120);

    assertThat(Trees.text(world.rs(), "status/latestMoverStatus/result")).isEqualTo("Successful");
    assertThat(Trees.text(world.rs(), "status/latestMoverStatus/logs"))
        .isEqualTo("== Directory is empty skipping backup ===");
    assertThat(world.keys("karakeep/")).isEmpty();
  }
}
