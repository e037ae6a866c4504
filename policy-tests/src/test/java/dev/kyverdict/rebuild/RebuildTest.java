package dev.kyverdict.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.model.Problem;
import dev.kyverdict.referee.Project;
import dev.kyverdict.volsync.Inventory;
import dev.kyverdict.volsync.Settings;
import dev.kyverdict.world.TimeLine;
import dev.kyverdict.world.World;
import dev.kyverdict.world.kube.Trees;
import dev.kyverdict.world.safety.Guarantee;
import dev.kyverdict.world.safety.Safety;
import dev.kyverdict.world.safety.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The cluster of the example is lost, and all its apps come back in one go. */
class RebuildTest {

  private static final List<String> KYVERNO_SEES =
      List.of(
          "copyparty/config",
          "fizzy/data",
          "home-assistant/config",
          "homepage-dashboard/config",
          "jellyfin/config",
          "karakeep/data-pvc",
          "karakeep/meilisearch-pvc",
          "khoj/config",
          "n8n/data",
          "nestmtx/storage",
          "nginx/storage",
          "open-webui/data",
          "open-webui/storage",
          "paperless-ngx/data",
          "paperless-ngx/media",
          "plex/config",
          "redis-instance/redis-master-0");

  private static final Duration RUN = Duration.ofMinutes(15);

  private static final String UNSEEN = "kube-system/registry";

  private static final Map<String, Rebuilt> REBUILT = new HashMap<>();

  /**
   * A cluster a quarter of an hour after its apps came back.
   *
   * @param world the cluster
   * @param begin when the apps came
   * @param needed how long it took until all that Kyverno sees held their data
   * @param watch what was seen meanwhile
   */
  private record Rebuilt(World world, Instant begin, Duration needed, Watch watch) {}

  private static Rebuilt rebuilt(String profile) {
    return REBUILT.computeIfAbsent(
        profile,
        it -> {
          World world = Lost.cluster(it, Clusters.WHOLE);
          Instant begin = world.cluster().now();
          Watch watch = Watch.every(Duration.ofSeconds(10));
          Duration needed = Lost.untilWhole(world, Duration.ofMinutes(15), watch);
          watch.pass(world, Duration.between(world.cluster().now(), begin.plus(RUN)));
          return new Rebuilt(world, begin, needed, watch);
        });
  }

  @Test
  void safe_all_17_claims_that_kyverno_sees_hold_their_own_data() {
    World world = rebuilt("safe").world();

    List<String> whole = Clusters.whole(world);
    System.out.printf(
        "rebuild, safe: %d of %d claims hold their own data %d min after their apps%n",
        whole.size(), KYVERNO_SEES.size(), rebuilt("safe").needed().toMinutes());
    assertThat(whole).containsExactlyInAnyOrderElementsOf(KYVERNO_SEES).hasSize(17);
    assertThat(rebuilt("safe").needed()).isLessThan(Duration.ofMinutes(10));
    assertThat(rebuilt("safe").watch().violated()).isEmpty();
    assertThat(rebuilt("safe").watch().looks()).isGreaterThanOrEqualTo(90);
    assertThat(world.timeline().since(rebuilt("safe").begin()).of(TimeLine.Column.POLICY))
        .contains("deny nginx/storage", "mutate nginx/storage");
  }

  @Test
  void safe_the_claim_in_kube_system_starts_empty_without_a_word_and_the_inventory_reports_it()
      throws IOException {
    World world = rebuilt("safe").world();

    assertThat(world.isBound(UNSEEN)).isTrue();
    assertThat(world.data(UNSEEN)).doesNotContainKey("db");
    assertThat(world.backups(UNSEEN)).isEmpty();
    assertThat(world.timeline().about(UNSEEN).of(TimeLine.Column.ARGOCD))
        .contains("claim " + UNSEEN + ", empty");
    assertThat(world.timeline().about(UNSEEN).of(TimeLine.Column.POLICY)).isEmpty();
    Path file = Project.root().resolve("examples/cluster.yaml");
    assertThat(
            Inventory.read("cluster.yaml", Files.readString(file)).findings(Settings.PLAN).stream()
                .filter(it -> it.message().contains("'" + UNSEEN + "'"))
                .map(Problem::id))
        .containsExactly("never-seen");
  }

  @Test
  void as_planned_every_claim_is_lost_because_its_namespace_comes_with_it() {
    World world = rebuilt("as-planned").world();

    List<Violation> losses =
        Safety.ofPlan().check(Guarantee.NO_CLAIM_WITH_A_BACKUP_STARTS_EMPTY, world);
    System.out.printf("rebuild, as planned: %d of %d claims are lost%n", losses.size(), 17);
    assertThat(Clusters.whole(world)).isEmpty();
    assertThat(rebuilt("as-planned").watch().violated())
        .containsExactlyInAnyOrderElementsOf(losses);
    assertThat(losses)
        .extracting(Violation::place)
        .containsExactlyInAnyOrderElementsOf(KYVERNO_SEES);
    // The look-up found no destination, and by the plan's default that means that there is no
    // backup.
    assertThat(losses)
        .allSatisfy(
            it ->
                assertThat(it.explanation())
                    .contains("although S3 had a backup")
                    .contains("add-data-source-ref Skipped"));
    assertThat(world.backups(UNSEEN)).isEmpty();
  }

  @Test
  void the_20_claims_without_a_label_are_left_alone_in_both_profiles() {
    List<String> others = new ArrayList<>(Clusters.WHOLE.claims().keySet());
    others.removeAll(Clusters.WHOLE.labelled());
    assertThat(Clusters.WHOLE.claims()).hasSize(38);
    assertThat(others).hasSize(20);
    for (String profile : List.of("safe", "as-planned")) {
      World world = rebuilt(profile).world();

      assertThat(others).allSatisfy(it -> assertThat(world.claim(it)).isPresent());
      assertThat(rebuilt(profile).watch().violated())
          .noneMatch(it -> it.guarantee() == Guarantee.NOTHING_OPTED_OUT_IS_TOUCHED);
      assertThat(world.cluster().decisions())
          .noneMatch(it -> others.contains(Trees.key(it.decision().object())));
      assertThat(objects(world))
          .isNotEmpty()
          .noneMatch(
              it -> others.contains(it.replaceFirst("-(restore|backup|volsync-secret)$", "")));
    }
  }

  private static List<String> objects(World world) {
    List<JsonNode> objects = new ArrayList<>();
    String volsync = "volsync.backube/v1alpha1";
    objects.addAll(world.admin().list(volsync, "ReplicationSource", "", ""));
    objects.addAll(world.admin().list(volsync, "ReplicationDestination", "", ""));
    objects.addAll(world.admin().list("external-secrets.io/v1", "ExternalSecret", "", ""));
    objects.addAll(world.admin().list("v1", "Secret", "", ""));
    return objects.stream().map(Trees::key).toList();
  }
}
