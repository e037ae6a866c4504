package dev.kyverdict.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.world.Scenery;
import dev.kyverdict.world.World;
import dev.kyverdict.world.kube.Trees;
import dev.kyverdict.world.storage.Longhorn;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be won is told by a run that fails, sooner or later. */
class ToldTest {

  private static final long GI = 1L << 30;

  @ParameterizedTest
  @ValueSource(strings = {Case.AS_PLANNED, Case.SAFE})
  void destinations_that_find_no_space_are_told_after_an_hour(String profile) {
    Scenery scenery = OneApp.scenery(profile).with(new Longhorn.Space(64 * GI, 3, false));
    World world = OneApp.backedUp(scenery).at(Duration.ofMinutes(14));

    List<String> soon = OneApp.saidWithin(world, Duration.ofMinutes(55));
    List<String> later = OneApp.saidWithin(world, Duration.ofMinutes(10));

    assertThat(soon).noneMatch(it -> it.contains("error:"));
    assertThat(later).anyMatch(it -> it.contains("error:sync-stuck"));
  }

  /** The claim is bound, and no snapshot of it is ever ready. */
  @Test
  void a_source_of_a_claim_without_snapshots_is_told_after_a_day() {
    World world = OneApp.backedUp(Case.SAFE);
    Trees.yaml(
            """
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: {name: media-smb}
            provisioner: smb.csi.k8s.io
            ---
            apiVersion: v1
            kind: PersistentVolume
            metadata: {name: films}
            spec:
              accessModes: [ReadWriteMany]
              capacity: {storage: 1Gi}
              storageClassName: media-smb
              claimRef: {namespace: n8n, name: films}
              csi: {driver: smb.csi.k8s.io, volumeHandle: films}
            ---
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: films, namespace: n8n, labels: {backup: hourly}}
            spec: {accessModes: [ReadWriteMany], storageClassName: media-smb, volumeName: films, resources: {requests: {storage: 1Gi}}}
            """)
        .forEach(it -> assertThat(world.admin().create(it).ok()).as("%s", it).isTrue());
    world.pass(Duration.ofHours(23));
    assertThat(world.isBound("n8n/films")).isTrue();
    assertThat(OneApp.said(world)).noneMatch(it -> it.contains("error:"));

    List<String> later = OneApp.saidWithin(world.pass(Duration.ofHours(1)), Duration.ofMinutes(10));

    assertThat(later)
        .anyMatch(it -> it.contains("error:backup-stuck") && it.contains("\"pvc\":\"films\""));
  }
}
