package dev.kyverdict.cases;

import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.referee.Project;
import dev.kyverdict.replay.Heard;
import dev.kyverdict.replay.Recording;
import dev.kyverdict.world.Inventory;
import dev.kyverdict.world.Scenery;
import dev.kyverdict.world.World;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A world with one app of the example cluster, {@code n8n}, and its claim, which is backed up eight
 * minutes past each hour; the pre-warm runs at 2, 7, 12 minutes past.
 */
final class OneApp {

  static final String APP = "n8n";
  static final String CLAIM = "n8n/data";
  static final String VOLSYNC = "volsync.backube/v1alpha1";
  private static final Duration HALF_A_TICK = Duration.ofSeconds(150);
  private static final UserInfo SOMEBODY = UserInfo.of("somebody", "system:masters");
  private static final Map<String, Kept> BACKED_UP = new TreeMap<>();

  private OneApp() {}

  /** A world that others are copied from, with what was asked of it. */
  private record Kept(World world, Recording recording) {

    static Kept of(Scenery scenery) {
      World world = World.of(scenery);
      return new Kept(world, Recording.of(world, scenery));
    }

    World copy() {
      World copy = world.copy();
      Heard.by(recording.copy(copy));
      return copy;
    }
  }

  /** What a world of a profile is made of. */
  static Scenery scenery(String profile) {
    Inventory all = Inventory.read(Project.root().resolve("examples/cluster.yaml"));
    Inventory one =
        new Inventory(
            Map.of(APP, all.namespaces().getOrDefault(APP, Trees.object())),
            Map.of(CLAIM, all.claims().getOrDefault(CLAIM, Trees.object())));
    return Scenery.of(Project.root().resolve("generated/" + profile), one);
  }

  /** 00:04: the infrastructure stands, no app is there. */
  static World empty(Scenery scenery) {
    Kept begun = Kept.of(scenery);
    Heard.by(begun.recording());
    return begun.world().at(Duration.ofMinutes(4));
  }

  /** The app is there and has written; the next backup is its first with {@code db}. */
  static World written(Scenery scenery) {
    return written(empty(scenery));
  }

  private static World written(World empty) {
    World world = empty.deploy(APP).at(Duration.ofMinutes(6));
    return world.write(CLAIM, Map.of("db", "mine"));
  }

  /** 00:10: what the app has written is in S3, and the pre-warm has not seen it. */
  static World backedUp(Scenery scenery) {
    return written(scenery).at(Duration.ofMinutes(10));
  }

  /** The same with a profile as it is. */
  static World backedUp(String profile) {
    synchronized (BACKED_UP) {
      return BACKED_UP.computeIfAbsent(profile, it -> kept(scenery(it))).copy();
    }
  }

  private static Kept kept(Scenery scenery) {
    Kept begun = Kept.of(scenery);
    written(begun.world().at(Duration.ofMinutes(4))).at(Duration.ofMinutes(10));
    return begun;
  }

  /** Whether the claim holds what the app once wrote. */
  static boolean holds(World world, String version) {
    return version.equals(world.data(CLAIM).get("db"));
  }

  /** The claim and its pod are deleted, and Argo CD makes both again at once. */
  static World lose(World world) {
    world.admin().delete("apps/v1", "Deployment", APP, "data");
    world.admin().delete("v1", "PersistentVolumeClaim", APP, "data");
    return world;
  }

  static Optional<JsonNode> source(World world) {
    return world.admin().find(VOLSYNC, "ReplicationSource", APP, "data-backup");
  }

  static Optional<JsonNode> destination(World world) {
    return world.admin().find(VOLSYNC, "ReplicationDestination", APP, "data-restore");
  }

  /** Somebody triggers the destination by hand. */
  static World trigger(World world, String tag) {
    ObjectNode patch = Trees.object();
    patch.putObject("spec").putObject("trigger").put("manual", tag);
    world
        .admin()
        .patch(
            VOLSYNC, "ReplicationDestination", APP, "data-restore", "", Request.MERGE_PATCH, patch);
    return world;
  }

  /** What is in S3 below the claim's repository. */
  static List<String> keys(World world, String folder) {
    String prefix = CLAIM + "/" + folder;
    return fetch(
            world,
            Method.GET,
            "http://s3/volsync-backups?list-type=2&prefix=" + prefix,
            Trees.object())
        .path("Contents")
        .valueStream()
        .map(it -> Trees.text(it, "Key"))
        .toList();
  }

  /** An object in S3. */
  static JsonNode object(World world, String key) {
    return fetch(world, Method.GET, "http://s3/volsync-backups/" + key, Trees.object());
  }

  /** Puts an object into S3. */
  static World put(World world, String key, JsonNode body) {
    fetch(world, Method.PUT, "http://s3/volsync-backups/" + key, body);
    return world;
  }

  static JsonNode fetch(World world, Method method, String url, JsonNode body) {
    return world.cluster().fetch(new Request(SOMEBODY, method, url, Request.JSON, body)).body();
  }

  /** What the newest backup holds. */
  static Map<String, String> newestBackup(World world) {
    return keys(world, "snapshots/").stream()
        .map(it -> object(world, it))
        .max(java.util.Comparator.comparing(it -> Trees.text(it, "time")))
        .map(it -> Trees.texts(it.path("files")))
        .orElse(Map.of());
  }

  /** What the pre-warm has printed so far, as far as its pods are kept. */
  static List<String> said(World world) {
    return world.logs("volsync-system", "app.kubernetes.io/name=volsync-prewarm").values().stream()
        .flatMap(List::stream)
        .toList();
  }

  /** The same of all runs of a while, which outlive their pods here. */
  static List<String> saidWithin(World world, Duration time) {
    Set<String> lines = new LinkedHashSet<>();
    for (Duration left = time; left.isPositive(); left = left.minus(HALF_A_TICK)) {
      lines.addAll(said(world.pass(HALF_A_TICK)));
    }
    return List.copyOf(lines);
  }
}
