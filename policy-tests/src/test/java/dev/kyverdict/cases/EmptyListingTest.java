package dev.kyverdict.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.fault.Effect;
import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.world.World;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** S3 answers that it holds nothing, and held something a moment ago. */
class EmptyListingTest {

  private static final Duration BELIEVED = Duration.ofMinutes(15);
  private static final Duration TICK = Duration.ofMinutes(5);

  /** Argo CD's longest wait between two retries, and a restore. */
  private static final Duration RETRY = Duration.ofMinutes(4);

  private static World lying(World world, Duration length) {
    Reply nothing = new Reply.Answered(200, Trees.object().put("IsTruncated", false), List.of());
    Fault fault = Fault.at("http://s3/volsync-backups?*", new Effect.Serves(nothing)).by("prewarm");
    world.cluster().inject(fault.during(world.cluster().now(), length));
    return world;
  }

  private static JsonNode catalogue(World world) {
    return world.admin().get("v1", "ConfigMap", "volsync-system", "volsync-catalogue").body();
  }

  private static boolean refused(World world) {
    return OneApp.said(world).stream()
        .anyMatch(
            it ->
                it.contains("error:catalogue-not-written")
                    && it.contains("1 of 1 backups have gone"));
  }

  @Test
  void the_catalogue_stays_as_it_is_and_is_no_longer_believed_when_it_is_too_old() {
    World world = RestoreStories.warm(Case.SAFE);
    JsonNode before = catalogue(world);
    lying(world, Duration.ofHours(2)).pass(TICK);

    assertThat(refused(world)).isTrue();
    assertThat(catalogue(world)).isEqualTo(before);
    world.pass(BELIEVED);
    OneApp.lose(world).pass(Duration.ofMinutes(30));
    assertThat(world.claim(OneApp.CLAIM)).isEmpty();
    assertThat(world.timeline().toString()).contains("deny n8n/data");
  }

  @Test
  void the_claim_has_its_data_within_a_tick_and_a_retry_of_the_first_true_answer() {
    World world = RestoreStories.warm(Case.SAFE);
    lying(world, Duration.ofMinutes(40)).pass(Duration.ofMinutes(20));
    OneApp.lose(world).pass(Duration.ofMinutes(20));
    assertThat(world.claim(OneApp.CLAIM)).isEmpty();

    world.pass(TICK).pass(RETRY);

    assertThat(OneApp.holds(world, "mine")).as("%s", world.timeline()).isTrue();
  }

  /** At any second after the lie: denied, or the data is there; empty never. */
  @Test
  void whenever_the_claim_is_made_anew_it_does_not_start_empty() {
    World lie = lying(RestoreStories.warm(Case.SAFE), Duration.ofHours(1));
    int held = 0;
    for (int minute = 0; minute <= 24; minute += 2) {
      World world = OneApp.lose(lie.copy().pass(Duration.ofMinutes(minute)));
      world.pass(Duration.ofMinutes(10));
      boolean there = world.claim(OneApp.CLAIM).isPresent();
      assertThat(!there || OneApp.holds(world, "mine")).as("after %d minutes", minute).isTrue();
      held += there ? 1 : 0;
    }
    assertThat(held).as("the catalogue was believed for a while").isBetween(4, 9);
  }

  @Test
  void who_has_emptied_the_bucket_says_so_once_and_it_is_believed() {
    World world =
        RestoreStories.emptied(RestoreStories.warm(Case.SAFE)).pass(Duration.ofMinutes(20));
    OneApp.lose(world).pass(TICK);
    assertThat(world.claim(OneApp.CLAIM)).isEmpty();

    accept(world).pass(TICK).pass(RETRY);

    assertThat(world.isBound(OneApp.CLAIM)).isTrue();
    assertThat(world.data(OneApp.CLAIM)).doesNotContainKey("db");
    assertThat(Trees.at(catalogue(world), "metadata/annotations").propertyNames())
        .containsExactly("volsync.backup/updated");
  }

  private static World accept(World world) {
    ObjectNode patch = Trees.object();
    patch.putObject("metadata").putObject("annotations").put("volsync.backup/accept-loss", "true");
    Reply reply =
        world
            .admin()
            .patch(
                "v1",
                "ConfigMap",
                "volsync-system",
                "volsync-catalogue",
                "",
                Request.MERGE_PATCH,
                patch);
    assertThat(reply.ok()).isTrue();
    return world;
  }

  /** Before there was a catalogue nobody can know that something is missing. */
  @Test
  void an_empty_bucket_is_believed_by_who_has_never_seen_a_backup() {
    World world = lying(OneApp.empty(OneApp.scenery(Case.SAFE)), Duration.ofMinutes(10));
    world.deploy(OneApp.APP).pass(TICK);

    assertThat(world.isBound(OneApp.CLAIM)).isTrue();
    assertThat(refused(world)).isFalse();
  }
}
