package dev.kyverdict.rebuild;

import static dev.kyverdict.world.safety.Guarantee.NOTHING_IS_DELETED_IN_S3_BY_US;
import static dev.kyverdict.world.safety.Guarantee.NOTHING_OPTED_OUT_IS_TOUCHED;
import static dev.kyverdict.world.safety.Guarantee.NO_CLAIM_NAMES_A_DESTINATION_WITHOUT_AN_IMAGE;
import static dev.kyverdict.world.safety.Guarantee.NO_CLAIM_WITH_A_BACKUP_STARTS_EMPTY;
import static dev.kyverdict.world.safety.Guarantee.NO_EMPTY_BACKUP_REPLACES_THE_ONLY_GOOD_ONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.Request;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.world.Scenery;
import dev.kyverdict.world.World;
import dev.kyverdict.world.kube.Trees;
import dev.kyverdict.world.safety.Safety;
import dev.kyverdict.world.safety.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Each guarantee: a world that violates it and one that does not. */
class SafetyTest {

  private static final String KYVERNO = "infrastructure/controllers/kyverno";
  private static final String VOLSYNC = "infrastructure/storage/volsync";
  private static final Safety SAFETY = Safety.ofPlan();

  private static List<String> places(List<Violation> violations) {
    return violations.stream().map(Violation::place).distinct().toList();
  }

  /** The app of two claims is deleted and deployed again, and backed up again. */
  private static World deployedAgain(Scenery scenery) {
    World world = Clusters.backedUp(scenery);
    return world
        .deleteApp("karakeep")
        .pass(Duration.ofMinutes(20))
        .deploy("karakeep")
        .pass(hours(3));
  }

  private static Scenery safe() {
    return Clusters.scenery("safe", Clusters.SMALL);
  }

  private static Scenery asPlanned() {
    return Clusters.scenery("as-planned", Clusters.SMALL);
  }

  /** A claim without a label. */
  private static JsonNode plain() {
    return Objects.requireNonNull(Clusters.SMALL.claims().get("khoj/khoj-models-pvc"));
  }

  private static Duration hours(int hours) {
    return Duration.ofHours(hours);
  }

  /** The rendered manifests of a folder, changed as text. */
  private static Scenery changed(String profile, String folder, UnaryOperator<String> change) {
    Scenery scenery = Clusters.scenery(profile, Clusters.SMALL);
    JsonNode folderNow = scenery.manifests().get(folder);
    String before = String.valueOf(folderNow);
    String after = change.apply(before);
    assertThat(after).isNotEqualTo(before);
    return scenery.with(folder, JsonMapper.shared().readTree(after).valueStream().toList());
  }

  private static World withABackupInKubeSystem(Scenery scenery) {
    World world = World.of(scenery);
    fetch(world, "admin", Request.Method.PUT, "kube-system/registry/snapshots/" + "ab".repeat(32));
    return world.pass(Duration.ofMinutes(12));
  }

  private static void fetch(World world, String user, Request.Method method, String key) {
    String url = "http://s3/volsync-backups/" + key;
    ObjectNode body = Trees.object();
    world.cluster().fetch(new Request(UserInfo.of(user), method, url, Request.JSON, body));
  }

  @Test
  void a_claim_that_waits_for_a_destination_without_an_image_is_found() {
    World world = World.of(safe()).deploy("khoj").pass(Duration.ofMinutes(6));
    assertThat(SAFETY.check(NO_CLAIM_NAMES_A_DESTINATION_WITHOUT_AN_IMAGE, world)).isEmpty();
    ObjectNode claim = (ObjectNode) plain().deepCopy();
    claim.withObject("metadata").put("name", "waiting");
    claim
        .withObject("spec")
        .putObject("dataSourceRef")
        .put("apiGroup", "volsync.backube")
        .put("kind", "ReplicationDestination")
        .put("name", "waiting-restore");

    assertThat(world.admin().create(claim).ok()).isTrue();
    world.pass(Duration.ofMinutes(1));

    assertThat(places(SAFETY.check(NO_CLAIM_NAMES_A_DESTINATION_WITHOUT_AN_IMAGE, world)))
        .containsExactly("khoj/waiting");
  }

  @Test
  void as_planned_an_app_whose_namespace_is_new_starts_empty_although_s3_has_its_backup() {
    World world = deployedAgain(asPlanned());

    assertThat(SAFETY.check(NO_CLAIM_WITH_A_BACKUP_STARTS_EMPTY, world))
        .extracting(Violation::place)
        .containsExactlyInAnyOrder("karakeep/data-pvc", "karakeep/meilisearch-pvc");
    assertThat(SAFETY.check(NO_CLAIM_WITH_A_BACKUP_STARTS_EMPTY, world))
        .allSatisfy(it -> assertThat(it.explanation()).contains("add-data-source-ref"));
    assertThat(SAFETY.check(NO_EMPTY_BACKUP_REPLACES_THE_ONLY_GOOD_ONE, world)).isEmpty();
  }

  @Test
  void in_the_safe_profile_the_same_app_violates_nothing() {
    World world = deployedAgain(safe());

    assertThat(Clusters.whole(world)).isEqualTo(Clusters.SMALL.labelled()).hasSize(3);
    assertThat(SAFETY.check(world)).isEmpty();
  }

  @Test
  void without_retain_the_fresh_start_of_the_same_app_pushes_its_only_good_backup_out() {
    Scenery forgetful =
        changed("as-planned", KYVERNO, it -> it.replaceAll(",\"retain\":\\{[^}]*}", ""));
    World world = deployedAgain(forgetful);

    assertThat(places(SAFETY.check(NO_EMPTY_BACKUP_REPLACES_THE_ONLY_GOOD_ONE, world)))
        .containsExactlyInAnyOrder("karakeep/data-pvc", "karakeep/meilisearch-pvc");
    // It was restic that forgot, as it was told to.
    assertThat(SAFETY.check(NOTHING_IS_DELETED_IN_S3_BY_US, world)).isEmpty();
  }

  @Test
  void a_pre_warm_that_is_not_told_what_is_excluded_goes_into_kube_system() {
    Scenery blind =
        changed("safe", VOLSYNC, it -> it.replaceAll("\"kube-system kyverno [^\"]*\"", "\"\""));

    World world = withABackupInKubeSystem(blind);

    assertThat(places(SAFETY.check(NOTHING_OPTED_OUT_IS_TOUCHED, world)))
        .contains("kube-system/registry-volsync-secret");
  }

  @Test
  void the_rendered_pre_warm_leaves_kube_system_alone() {
    World world = withABackupInKubeSystem(safe());

    assertThat(world.logs("volsync-system", "app.kubernetes.io/name=volsync-prewarm").toString())
        .contains("skip:namespace-excluded");
    assertThat(SAFETY.check(world)).isEmpty();
  }

  @Test
  void who_deletes_in_s3_and_is_not_restic_is_found() {
    World world = Clusters.backedUp(safe());
    assertThat(SAFETY.check(NOTHING_IS_DELETED_IN_S3_BY_US, world)).isEmpty();
    String key = "karakeep/data-pvc/snapshots/" + world.backups("karakeep/data-pvc").getFirst();

    fetch(world, "prewarm", Request.Method.DELETE, key);

    assertThat(SAFETY.check(NOTHING_IS_DELETED_IN_S3_BY_US, world))
        .extracting(Violation::place)
        .containsExactly("volsync-backups/" + key);
  }
}
