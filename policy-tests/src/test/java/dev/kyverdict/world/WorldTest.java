package dev.kyverdict.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.referee.Project;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The cluster of the example with the rendered manifests: what the words of stories do. */
class WorldTest {

  private static final String CLAIM = "karakeep/data-pvc";
  private static final Map<String, String> MINE = Map.of("db", "mine");

  private static World world(String profile) {
    Inventory inventory = Inventory.read(Project.root().resolve("examples/cluster.yaml"));
    return World.of(Project.root().resolve("generated/" + profile), inventory)
        .pass(Duration.ofMinutes(6));
  }

  /** The app runs, holds data of its own, and that data is in S3. */
  private static World backedUp(String profile) {
    return world(profile)
        .deploy("karakeep")
        .pass(Duration.ofMinutes(2))
        .write(CLAIM, MINE)
        .pass(Duration.ofMinutes(70));
  }

  @Test
  void a_new_app_starts_empty_and_its_first_backup_that_holds_something_comes_by_schedule() {
    World world = backedUp("safe");

    assertThat(world.isBound(CLAIM)).isTrue();
    assertThat(world.data(CLAIM)).containsEntry("db", "mine").containsKey("app");
    assertThat(world.backups(CLAIM)).hasSize(2);
    assertThat(world.timeline().about(CLAIM).toString())
        .contains("claim karakeep/data-pvc, empty")
        .contains("backup of karakeep/data-pvc: empty")
        .contains("pod of karakeep/data-pvc starts")
        .contains("snapshot of karakeep/data-pvc");
  }

  @Test
  void an_app_that_was_deleted_comes_back_with_its_data_in_the_safe_profile() {
    World world = backedUp("safe").deleteApp("karakeep").pass(Duration.ofDays(1));
    assertThat(world.claim(CLAIM)).isEmpty();
    assertThat(world.backups(CLAIM)).isNotEmpty();

    Instant again = world.cluster().now();
    world.deploy("karakeep").pass(Duration.ofMinutes(30));

    assertThat(world.timeline().since(again).of(TimeLine.Column.POLICY))
        .contains("deny karakeep/data-pvc", "mutate karakeep/data-pvc");
    assertThat(world.data(CLAIM)).containsEntry("db", "mine");
  }

  @Test
  void as_planned_the_same_app_starts_empty_because_its_namespace_comes_with_it() {
    World world = backedUp("as-planned").deleteApp("karakeep").pass(Duration.ofDays(1));

    world.deploy("karakeep").pass(Duration.ofMinutes(30));

    assertThat(world.isBound(CLAIM)).isTrue();
    assertThat(world.data(CLAIM)).doesNotContainKey("db");
  }

  @Test
  void a_cluster_that_is_built_anew_has_the_same_s3_and_gives_every_labelled_claim_its_own_data() {
    World world = world("safe").deployAll().pass(Duration.ofMinutes(5));
    List<String> labelled = world.inventory().labelled();
    labelled.forEach(it -> world.write(it, Map.of("db", it)));
    world.pass(Duration.ofHours(3));

    world.rebuildCluster();
    assertThat(world.claim(CLAIM)).isEmpty();
    world.pass(Duration.ofMinutes(6)).deployAgain().pass(Duration.ofMinutes(30));

    assertThat(labelled).hasSize(18);
    assertThat(labelled)
        .filteredOn(it -> it.equals(world.data(it).get("db")))
        .hasSize(17)
        .doesNotContain("kube-system/registry");
    assertThat(world.isBound("kube-system/registry")).isTrue();
  }

  @Test
  void the_same_story_twice_has_the_same_time_line_and_a_copy_goes_its_own_way() {
    World world = world("safe").deploy("khoj").pass(Duration.ofMinutes(5));
    World copy = world.copy();
    assertThat(copy.timeline()).isEqualTo(world.timeline());
    assertThat(world("safe").deploy("khoj").pass(Duration.ofMinutes(5)).timeline())
        .isEqualTo(world.timeline());

    copy.write("khoj/config", MINE).deleteApp("khoj").pass(Duration.ofMinutes(5));
    world.pass(Duration.ofMinutes(5));
    assertThat(copy.claim("khoj/config")).isEmpty();
    assertThat(world.data("khoj/config")).doesNotContainKey("db");
  }
}
