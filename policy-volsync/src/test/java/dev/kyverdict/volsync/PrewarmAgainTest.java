package dev.kyverdict.volsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What one run leaves to the next, and what a case file cannot say. */
class PrewarmAgainTest {

  private Path folder;

  @BeforeEach
  void require_tools(@TempDir Path folder) {
    this.folder = folder;
    PrewarmTools.require("bash", "jq");
  }

  @Test
  void a_second_run_changes_nothing_but_the_time_of_the_catalogue() {
    PrewarmWorld world = world("whole");
    PrewarmResult first = world.run().harmless();

    PrewarmResult second = world.run().harmless();

    assertThat(first.writes()).hasSize(4);
    assertThat(second.writes())
        .containsExactly("replace ConfigMap volsync-system/volsync-catalogue");
    assertThat(second.after()).isEqualTo(first.after());
    Set<String> needed = new TreeSet<>(first.rights());
    needed.add("create configmaps"); // as the catalogue of another test shows
    needed.addAll(world("058-repository-locked").run().harmless().rights());
    assertThat(needed).as("every right that is asked for").isEqualTo(PrewarmResult.RIGHTS);
  }

  @Test
  void as_planned_a_second_run_writes_nothing_and_there_is_no_catalogue() {
    PrewarmWorld world = world("whole").with("CATALOGUE", "");
    PrewarmResult first = world.run().harmless();

    PrewarmResult second = world.run().harmless();

    assertThat(first.writes()).hasSize(3).noneMatch(write -> write.contains("ConfigMap"));
    assertThat(second.writes()).isEmpty();
    assertThat(second.rights()).noneMatch(right -> right.contains("configmaps"));
  }

  /** Case 38 of volsync.md, then case 39: each thing that arrives brings the claim a step on. */
  @Test
  void a_base_secret_and_a_store_that_come_late_heal_by_themselves() {
    PrewarmWorld world = world("038-base-secret-missing");
    world.place(
        "{'kind': 'PersistentVolumeClaim', 'metadata': {'namespace': 'karakeep',"
            + " 'name': 'data'}, 'spec': {'accessModes': ['ReadWriteOnce'],"
            + " 'resources': {'requests': {'storage': '1Gi'}}}}");
    assertThat(world.run().harmless().results("karakeep", ""))
        .containsExactly("skip:base-secret-missing");

    world.place(
        "{'kind': 'Secret', 'metadata': {'namespace': 'karakeep',"
            + " 'name': 'volsync-rustfs-base'}}");
    assertThat(world.run().harmless().results("karakeep", "data"))
        .containsExactly("skip:secret-pending");
    assertThat(world.run().harmless().writes()).isEmpty();

    ObjectNode secret =
        (ObjectNode)
            Objects.requireNonNull(
                world.objects().get("ExternalSecret karakeep/data-volsync-secret"));
    secret
        .withObject("status")
        .withArray("conditions")
        .addObject()
        .put("type", "Ready")
        .put("status", "True");
    world.place(secret.toString());
    assertThat(world.run().harmless().results("karakeep", "data")).containsExactly("created");
  }

  @Test
  void an_object_may_be_larger_than_an_argument_of_a_command() {
    PrewarmWorld world = world("030-snapshot-and-no-destination");
    world.place(
        "{'kind': 'PersistentVolumeClaim', 'metadata': {'namespace': 'karakeep',"
            + " 'name': 'data', 'annotations': {'large': '"
            + "x".repeat(200_000)
            + "'}}, 'spec': {'accessModes': ['ReadWriteOnce'], 'resources': {'requests':"
            + " {'storage': '7Gi'}}}}");

    PrewarmResult result = world.run().harmless();

    assertThat(result.results("karakeep", "data")).containsExactly("created");
    JsonNode destination = result.after().get("ReplicationDestination karakeep/data-restore");
    assertThat(Objects.requireNonNull(destination).at("/spec/restic/capacity").asString())
        .isEqualTo("7Gi");
  }

  @Test
  void without_a_test_clock_the_catalogue_has_the_time_of_now() {
    PrewarmWorld world = world("036-namespace-missing-but-catalogued").with("PREWARM_NOW", "");

    PrewarmResult result = world.run().harmless();

    assertThat(result.rights()).contains("create configmaps").doesNotContain("update configmaps");
    JsonNode catalogue = result.after().get("ConfigMap volsync-system/volsync-catalogue");
    String time = "/metadata/annotations/volsync.backup~1updated";
    Instant updated = Instant.parse(Objects.requireNonNull(catalogue).at(time).asString());
    assertThat(updated).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
  }

  private PrewarmWorld world(String name) {
    return PrewarmWorld.of(folder.resolve(name), PrewarmCase.named(name).given());
  }
}
