package dev.kyverdict.testing;

import static dev.kyverdict.testing.PolicyAssertions.assertThat;

import dev.kyverdict.referee.Project;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in {@code generated/}, applied as a folder. */
@KyverdictTest
class ProductTest {

  private static final Path CONTROLLERS =
      Project.root().resolve("generated/as-planned/infrastructure/controllers/kyverno");

  private static final String CLAIM =
      """
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: data, namespace: app, labels: {backup: hourly}}
      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}%s}
      """;

  private static final String EMPTY = CLAIM.formatted("");

  private static String from(String group, String kind, String name) {
    return CLAIM.formatted(
        ", dataSourceRef: {apiGroup: %s, kind: %s, name: %s}".formatted(group, kind, name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hourly", "daily"})
  void a_labelled_claim_is_backed_up(String tier, Scenario scenario) {
    scenario.policies(CONTROLLERS);

    assertThat(scenario.create(EMPTY.replace("hourly", tier))).isAllowed();
    scenario.eventually(
        Duration.ofMinutes(1),
        () -> {
          assertThat(scenario.objects("ReplicationSource", "app"))
              .eachSatisfies(
                  source ->
                      source
                          .hasField("spec.sourcePVC", "data")
                          .wasGeneratedBy("volsync-pvc-backup-" + tier, "replication-source"));
          assertThat(scenario.objects("ExternalSecret", "app"))
              .eachSatisfies(
                  secret -> secret.wasGeneratedBy("volsync-pvc-backup-" + tier, "credentials"));
        });
  }

  @Test
  void a_claim_with_an_image_is_filled_from_it(Scenario scenario) {
    scenario.policies(CONTROLLERS).given(Restore.DESTINATION_WITH_IMAGE);

    assertThat(scenario.create(EMPTY)).hasPassed("add-data-source-ref");
    assertThat(scenario.object("PersistentVolumeClaim", "app/data"))
        .hasDataSourceRef("ReplicationDestination", "data-restore");
  }

  @Test
  void a_claim_without_an_image_starts_empty(Scenario scenario) {
    scenario.policies(CONTROLLERS);

    assertThat(scenario.create(EMPTY)).hasSkipped("add-data-source-ref").leavesObjectUnchanged();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ", dataSourceRef: {apiGroup: volsync.backube, kind: ReplicationDestination, name:"
            + " x-restore}"
      })
  void a_claim_without_a_name_is_looked_up_nowhere(String more, Scenario scenario) {
    scenario.policies(CONTROLLERS);

    assertThat(
            scenario.create(CLAIM.formatted(more).replace("name: data,", "generateName: data-,")))
        .hasSkipped("add-data-source-ref")
        .hasSkipped("remove-data-source-ref")
        .hasCalledNobody()
        .leavesObjectUnchanged();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ", volumeName: pv-1",
        ", dataSourceRef: {apiGroup: snapshot.storage.k8s.io, kind: VolumeSnapshot, name: mine}"
      })
  void a_claim_that_names_a_volume_or_a_source_keeps_it(String more, Scenario scenario) {
    scenario.policies(CONTROLLERS).given(Restore.DESTINATION_WITH_IMAGE);

    assertThat(scenario.create(CLAIM.formatted(more)))
        .hasSkipped("add-data-source-ref")
        .leavesObjectUnchanged();
  }

  @Test
  void a_reference_to_a_destination_without_an_image_is_taken_away(Scenario scenario) {
    scenario.policies(CONTROLLERS);

    assertThat(scenario.create(from("volsync.backube", "ReplicationDestination", "data-restore")))
        .hasPassed("remove-data-source-ref");
    assertThat(scenario.object("PersistentVolumeClaim", "app/data"))
        .hasNoField("spec.dataSourceRef");
  }

  @Test
  void a_reference_to_a_destination_with_an_image_stays(Scenario scenario) {
    scenario.policies(CONTROLLERS).given(Restore.DESTINATION_WITH_IMAGE);

    assertThat(scenario.create(from("volsync.backube", "ReplicationDestination", "data-restore")))
        .hasSkipped("remove-data-source-ref")
        .leavesObjectUnchanged();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com ReplicationDestination data-restore",
        "volsync.backube Other data-restore",
        "volsync.backube ReplicationDestination other-restore"
      })
  void a_reference_to_something_else_stays(String reference, Scenario scenario) {
    scenario.policies(CONTROLLERS);
    String[] parts = reference.split(" ", 3);

    assertThat(scenario.create(from(parts[0], parts[1], parts[2])))
        .hasSkipped("remove-data-source-ref")
        .leavesObjectUnchanged();
  }
}
