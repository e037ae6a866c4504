package dev.kyverdict.stories;

import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.replay.Heard;
import dev.kyverdict.replay.Recording;
import dev.kyverdict.world.Scenery;
import dev.kyverdict.world.TimeLine;
import dev.kyverdict.world.TimeLine.Column;
import dev.kyverdict.world.World;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/** A world in which a story of the plan is told, and what is seen of it. */
final class Story {

  /** What somebody wrote into a claim. */
  static final Map<String, String> MINE = Map.of("db", "mine");

  private static final UserInfo ADMIN = UserInfo.of("admin", "system:masters");
  private static final Duration FIRST_TICK = Duration.ofMinutes(6);
  private static final String VOLSYNC = "volsync.backube/v1alpha1";

  private final World world;
  private final Recording recording;
  private Instant shownFrom;
  private Instant zero;

  private Story(World world, Recording recording) {
    this.world = world;
    this.recording = recording;
    this.shownFrom = Instant.MIN;
    this.zero = world.cluster().now();
  }

  /**
   * A cluster in which Argo CD has brought the rendered manifests and the pre-warm has run once.
   */
  static Story in(Profile profile) {
    return in(profile.scenery());
  }

  /** The same in other scenery. */
  static Story in(Scenery scenery) {
    return Beginnings.of(List.of(scenery), () -> settled(scenery));
  }

  /** Where an app is backed up. */
  static Story withBackup(Profile profile, String app) {
    return withBackup(profile.scenery(), app);
  }

  /** The same in other scenery. */
  static Story withBackup(Scenery scenery, String app) {
    return Beginnings.of(List.of(scenery, "backed up", app), () -> in(scenery).backedUp(app));
  }

  private static Story settled(Scenery scenery) {
    World world = World.of(scenery);
    Recording recording = Recording.of(world, scenery);
    return new Story(world.pass(FIRST_TICK), recording);
  }

  /** The same once more, which goes its own way from here. */
  Story copy() {
    World other = world.copy();
    Story copy = new Story(other, Heard.by(recording.copy(other)));
    copy.shownFrom = shownFrom;
    copy.zero = zero;
    return copy;
  }

  /** The words of the world. */
  World world() {
    return world;
  }

  /** From here on the time line is shown. */
  Story shown() {
    shownFrom = world.cluster().now();
    return this;
  }

  /** T0. */
  Story zero() {
    zero = world.cluster().now();
    return this;
  }

  Story pass(Duration time) {
    world.pass(time);
    return this;
  }

  Story deploy(String app) {
    world.deploy(app);
    return this;
  }

  /** An app runs, its claims hold something of their own, and that is in S3. */
  Story backedUp(String app) {
    deploy(app).pass(Duration.ofMinutes(2));
    List<String> claims = labelled(app);
    claims.forEach(it -> world.write(it, Map.of("db", it)));
    world.write(claims.getFirst(), MINE);
    return until(
        Duration.ofHours(2), () -> claims.stream().noneMatch(it -> world.backups(it).isEmpty()));
  }

  List<String> labelled(String app) {
    return world.inventory().labelled().stream().filter(it -> it.startsWith(app + "/")).toList();
  }

  /** Lets time pass until something is so, by half minutes; says so when it never is. */
  Story until(Duration atMost, BooleanSupplier condition) {
    Instant end = world.cluster().now().plus(atMost);
    while (!condition.getAsBoolean()) {
      if (world.cluster().now().isAfter(end)) {
        throw new AssertionError("not within " + atMost + ":\n" + line());
      }
      world.pass(Duration.ofSeconds(30));
    }
    return this;
  }

  /** The namespace of an app is there before the app. */
  Story namespace(String app) {
    world.admin().create(world.inventory().manifests(app).get(0));
    return this;
  }

  /** The time line from T0's point of view, without what chance has given names. */
  TimeLine line() {
    List<TimeLine.Entry> shown =
        world.timeline().entries().stream()
            .filter(it -> !it.at().isBefore(shownFrom))
            .map(it -> new TimeLine.Entry(it.at(), it.column(), plain(it.text())))
            .toList();
    return new TimeLine(zero, shown).folded();
  }

  private static String plain(String text) {
    return text.replaceAll(" s3-[0-9a-f]{16}", "")
        .replaceAll("-dest-\\d{14}", "-dest-<time>")
        .replaceAll(" of \\d{4}-\\d\\d-\\d\\dT[\\d:]+Z", "");
  }

  /** What a column has from a moment on. */
  List<String> since(Instant moment, Column column) {
    return world.timeline().since(moment).of(column);
  }

  List<String> seen(Column column) {
    return since(zero, column);
  }

  /** When something was first written down since T0. */
  Instant when(String text) {
    return world.timeline().since(zero).entries().stream()
        .filter(it -> it.text().startsWith(text))
        .map(TimeLine.Entry::at)
        .findFirst()
        .orElseThrow(() -> new AssertionError("never: " + text + "\n" + line()));
  }

  /** What the last run of the pre-warm has printed. */
  List<String> prewarm() {
    Map<String, List<String>> logs =
        world.logs("volsync-system", "app.kubernetes.io/name=volsync-prewarm");
    return logs.isEmpty() ? List.of() : List.copyOf(logs.entrySet()).getLast().getValue();
  }

  Optional<JsonNode> destination(String claim) {
    return find("ReplicationDestination", claim + "-restore");
  }

  Optional<JsonNode> source(String claim) {
    return find("ReplicationSource", claim + "-backup");
  }

  private Optional<JsonNode> find(String kind, String key) {
    int slash = key.indexOf('/');
    return world.admin().find(VOLSYNC, kind, key.substring(0, slash), key.substring(slash + 1));
  }

  boolean isWarm(String claim) {
    return destination(claim)
        .filter(it -> !Trees.text(it, "status/latestImage/name").isEmpty())
        .isPresent();
  }

  /** The destination that a claim names; empty when it names none, or when there is no claim. */
  String reference(String claim) {
    return world.claim(claim).map(it -> Trees.text(it, "spec/dataSourceRef/name")).orElse("");
  }

  /** What Longhorn says of a claim's volume. */
  JsonNode volume(String claim) {
    String volume = world.claim(claim).map(it -> Trees.text(it, "spec/volumeName")).orElse("none");
    return fetch("http://longhorn/volumes/" + volume);
  }

  JsonNode fetch(String url) {
    return world
        .cluster()
        .fetch(new Request(ADMIN, Method.GET, url, Request.JSON, Trees.object()))
        .body();
  }

  /** Reasons of the events about a claim. */
  List<String> events(String claim) {
    int slash = claim.indexOf('/');
    return world.admin().list("v1", "Event", claim.substring(0, slash), "").stream()
        .filter(it -> Trees.text(it, "involvedObject/name").equals(claim.substring(slash + 1)))
        .map(it -> Trees.text(it, "reason"))
        .toList();
  }
}
