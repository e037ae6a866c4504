package dev.kyverdict.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.world.World;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Git raises the size of a claim whose destination is already warm: the destination follows. */
class SizeRaisedTest {

  /** Two ticks of the pre-warm, the second sync, and Argo CD's longest wait between two retries. */
  private static final Duration TWO_TICKS = Duration.ofMinutes(5 + 5 + 1 + 3);

  private static final String VOLSYNC = "infrastructure/storage/volsync";

  /** The app is gone and its namespace stays, with the destination in it; Git is rendered anew. */
  private static World away() {
    World world = RestoreStories.warm(Case.SAFE);
    world.commit("apps/n8n", world.inventory().manifests("n8n").subList(0, 1));
    world.pass(Duration.ofMinutes(2));
    assertThat(world.claim(OneApp.CLAIM)).isEmpty();
    assertThat(capacity(world)).isEqualTo("10Gi");
    return world;
  }

  private static World rendered(World world, String size) {
    String text =
        String.valueOf(OneApp.scenery(Case.SAFE).manifests().get(VOLSYNC))
            .replace(
                "\\\"n8n/data\\\": {\\\"capacity\\\":\\\"10Gi\\\"",
                "\\\"n8n/data\\\": {\\\"capacity\\\":\\\"%s\\\"".formatted(size));
    assertThat(text).contains("\\\"capacity\\\":\\\"" + size + "\\\"");
    ArrayNode manifests = (ArrayNode) JsonMapper.shared().readTree(text);
    return world.commit(VOLSYNC, manifests.valueStream().toList());
  }

  private static World asks(World world, String size) {
    List<JsonNode> manifests =
        world.inventory().manifests("n8n").stream()
            .map(it -> JsonMapper.shared().readTree(it.toString().replace("10Gi", size)))
            .toList();
    return world.commit("apps/n8n", manifests);
  }

  private static String capacity(World world) {
    return Trees.text(OneApp.destination(world).orElseThrow(), "spec/restic/capacity");
  }

  private static String size(World world) {
    return Trees.text(world.claim(OneApp.CLAIM).orElseThrow(), "status/capacity/storage");
  }

  @Test
  void
      a_claim_that_asks_for_more_is_denied_until_its_destination_has_grown_and_has_its_data_then() {
    World world = asks(rendered(away(), "20Gi"), "20Gi").pass(Duration.ofSeconds(10));
    assertThat(world.timeline().toString()).contains("deny n8n/data");
    assertThat(world.claim(OneApp.CLAIM)).isEmpty();

    world.pass(TWO_TICKS);

    assertThat(capacity(world)).isEqualTo("20Gi");
    assertThat(world.isBound(OneApp.CLAIM)).as("%s", world.timeline()).isTrue();
    assertThat(size(world)).isEqualTo("20Gi");
    assertThat(world.data(OneApp.CLAIM)).containsEntry("db", "mine");
  }

  /** The sync that makes it grow may leave an image of the old size: it is not restored from. */
  @Test
  void the_first_sync_after_the_growth_is_not_restored_from() {
    World world = rendered(away(), "20Gi");
    world.pass(Duration.ofMinutes(5));
    JsonNode destination = OneApp.destination(world).orElseThrow();
    assertThat(Trees.text(destination, "spec/restic/capacity")).isEqualTo("20Gi");
    assertThat(Trees.text(destination, "status/lastManualSync")).isEqualTo("resize-20Gi");

    asks(world, "20Gi").pass(Duration.ofSeconds(10));

    assertThat(world.claim(OneApp.CLAIM)).isEmpty();
    assertThat(world.timeline().toString()).contains("deny n8n/data");
  }

  @Test
  void a_claim_that_grows_takes_its_destination_with_it() {
    World world = RestoreStories.warm(Case.SAFE);
    asks(world, "20Gi").pass(Duration.ofMinutes(10));
    assertThat(size(world)).isEqualTo("20Gi");
    assertThat(capacity(world)).isEqualTo("20Gi");
    rendered(world, "20Gi");

    OneApp.lose(world).pass(TWO_TICKS);

    assertThat(OneApp.holds(world, "mine")).as("%s", world.timeline()).isTrue();
    assertThat(size(world)).isEqualTo("20Gi");
    assertThat(OneApp.said(world)).noneMatch(it -> it.contains("capacity-mismatch"));
  }

  /** VolSync cannot make a volume smaller, and a smaller claim does not fit the image. */
  @Test
  void a_claim_that_asks_for_less_is_denied() {
    World world = asks(rendered(away(), "5Gi"), "5Gi").pass(TWO_TICKS);

    assertThat(world.claim(OneApp.CLAIM)).isEmpty();
    assertThat(capacity(world)).isEqualTo("10Gi");
    assertThat(world.timeline().toString()).contains("deny n8n/data");
  }

  /** Without a rendering the size is known nowhere until the claim is there. */
  @Test
  void a_size_that_was_not_rendered_is_not_known() {
    World world = asks(away(), "20Gi").pass(TWO_TICKS);

    assertThat(world.claim(OneApp.CLAIM)).isEmpty();
    assertThat(capacity(world)).isEqualTo("10Gi");
  }
}
