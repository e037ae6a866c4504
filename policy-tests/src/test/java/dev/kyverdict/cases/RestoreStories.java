package dev.kyverdict.cases;

import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.world.Scenery;
import dev.kyverdict.world.World;
import dev.kyverdict.world.batch.OldSync;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What becomes of {@code n8n/data} and its destination in the course of time. */
final class RestoreStories {

  private static final Duration WARM = Duration.ofMinutes(14);
  private static final Duration SECOND_BACKUP = Duration.ofMinutes(73);
  private static final String EMPTY_RESTORE = "error:empty-image";

  private RestoreStories() {}

  static World warm(String profile) {
    return OneApp.backedUp(profile).at(WARM);
  }

  /** The claim is deleted right after a newer backup, and made again at once. */
  static boolean newestComesBack(String profile) {
    World world = warm(profile).write(OneApp.CLAIM, Map.of("db", "newer")).at(SECOND_BACKUP);
    OneApp.lose(world).pass(Duration.ofMinutes(20));
    return OneApp.holds(world, "newer");
  }

  /** The app goes with its namespace and comes back with it. */
  static World backWithItsNamespace(String profile) {
    World world = warm(profile).deleteApp("n8n").pass(Duration.ofMinutes(10));
    return world.deploy("n8n").pass(Duration.ofMinutes(25));
  }

  static boolean withItsNamespace(String profile) {
    return OneApp.holds(backWithItsNamespace(profile), "mine");
  }

  /** The newest backup is still one of what the app has written. */
  static boolean notPoisoned(String profile) {
    World world = backWithItsNamespace(profile).pass(Duration.ofHours(1));
    return "mine".equals(OneApp.newestBackup(world).get("db"));
  }

  /**
   * What another client has written is no backup to VolSync; no claim starts empty because of it.
   */
  static boolean writtenByAnother(String profile) {
    World world = OneApp.backedUp(profile);
    for (String key : OneApp.keys(world, "snapshots/")) {
      ObjectNode snapshot = Trees.copy(OneApp.object(world, key));
      snapshot.putArray("paths").add("/home");
      OneApp.put(world, key, snapshot);
    }
    world.at(WARM.plusMinutes(5));
    OneApp.lose(world).pass(Duration.ofMinutes(15));
    boolean told = OneApp.said(world).stream().anyMatch(it -> it.contains(EMPTY_RESTORE));
    return told && (OneApp.holds(world, "mine") || !world.isBound(OneApp.CLAIM));
  }

  /** A file that was deleted does not come back with the next sync. */
  static boolean deletedFilesStayDeleted(Scenery scenery) {
    World world = OneApp.written(scenery).write(OneApp.CLAIM, Map.of("old", "file")).at(WARM);
    String volume = Trees.text(world.claim(OneApp.CLAIM).orElseThrow(), "spec/volumeName");
    OneApp.fetch(
        world,
        Method.PATCH,
        "http://longhorn/volumes/" + volume + "/files",
        Trees.object().putNull("old"));
    OneApp.trigger(world.at(SECOND_BACKUP), "s3-second").pass(Duration.ofMinutes(3));
    Map<String, String> image = world.data("n8n/volsync-data-restore-dest");
    if (!image.containsKey("db")) {
      throw new IllegalStateException("nothing was restored: " + image);
    }
    return !image.containsKey("old");
  }

  /** The profile with a destination's defaults that leave {@code enableFileDeletion} out. */
  static Scenery keepingFiles(String profile) {
    Scenery scenery = OneApp.scenery(profile);
    String folder = "infrastructure/storage/volsync";
    String text =
        String.valueOf(scenery.manifests().get(folder))
            .replace("\\\"enableFileDeletion\\\": true", "\\\"enableFileDeletion\\\": false");
    if (!text.contains("\\\"enableFileDeletion\\\": false")) {
      throw new IllegalStateException("no enableFileDeletion in " + folder);
    }
    return scenery.with(folder, list((ArrayNode) JsonMapper.shared().readTree(text)));
  }

  private static List<JsonNode> list(ArrayNode array) {
    return array.valueStream().toList();
  }

  /** How often destinations of 18 claims would sync in a day in which S3 stays as it is. */
  static long syncsADay(World world) {
    Instant from = world.cluster().now();
    world.pass(Duration.ofMinutes(30));
    long syncs =
        world.timeline().since(from).entries().stream()
            .filter(it -> it.text().startsWith("restore into"))
            .count();
    return syncs * 48 * 18;
  }

  /** The plan's CronJob beside the pre-warm. */
  static World syncedEveryTick() {
    Scenery scenery =
        OneApp.scenery(Case.AS_PLANNED).with("infrastructure/old-sync", OldSync.objects());
    return OneApp.backedUp(scenery).at(WARM);
  }

  /** Two tags, the second while the first one syncs: both are reported done, and both have run. */
  static boolean tagsInMidSyncHaveARun() {
    World world = warm(Case.AS_PLANNED);
    Instant from = world.cluster().now();
    OneApp.trigger(world, "s3-one").pass(Duration.ofSeconds(10));
    OneApp.trigger(world, "s3-two").pass(Duration.ofMinutes(3));
    String done = Trees.text(OneApp.destination(world).orElseThrow(), "status/lastManualSync");
    long runs =
        world.timeline().since(from).entries().stream()
            .filter(it -> it.text().startsWith("restore into"))
            .count();
    return !done.equals("s3-two") || runs == 2;
  }

  /** Somebody empties the bucket: the pre-warm says what has gone. */
  static boolean toldOfBackupsThatWent(String profile) {
    World world = emptied(warm(profile)).pass(Duration.ofMinutes(4));
    return OneApp.said(world).stream().anyMatch(it -> it.contains("backup-gone"));
  }

  /** Nothing is left in S3. */
  static World emptied(World world) {
    for (String key : OneApp.keys(world, "")) {
      OneApp.fetch(world, Method.DELETE, "http://s3/volsync-backups/" + key, Trees.object());
    }
    return world;
  }

  /** S3 refuses the movers alone: the sync never ends, is told of, and the image stays. */
  static boolean imageOutlives(String profile) {
    World world = warm(profile);
    JsonNode before = image(world);
    Fault fault = Fault.answers("http://s3/*", 500).by("volsync-mover:n8n/volsync-dst-*");
    world.cluster().inject(fault.during(world.cluster().now(), Duration.ofHours(2)));
    OneApp.trigger(world, "by-hand");
    boolean told =
        OneApp.saidWithin(world, Duration.ofMinutes(75)).stream()
            .anyMatch(it -> it.contains("error:sync-stuck"));
    String result = "status/latestMoverStatus/result";
    boolean failed = Trees.text(OneApp.destination(world).orElseThrow(), result).equals("Failed");
    return told && failed && !before.isMissingNode() && image(world).equals(before);
  }

  private static JsonNode image(World world) {
    return Trees.at(OneApp.destination(world).orElseThrow(), "status/latestImage");
  }
}
