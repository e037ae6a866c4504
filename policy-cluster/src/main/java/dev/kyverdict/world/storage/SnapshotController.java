package dev.kyverdict.world.storage;

import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.actor.Actor;
import dev.kyverdict.world.control.CallFailedException;
import dev.kyverdict.world.control.Controller;
import dev.kyverdict.world.control.Desk;
import dev.kyverdict.world.control.Key;
import dev.kyverdict.world.control.Kind;
import dev.kyverdict.world.kube.Account;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes snapshots of claims: the snapshot controller and the sidecar of the driver in one ({@code
 * kubernetes-csi/external-snapshotter:pkg/common-controller/snapshot_controller.go} and {@code
 * pkg/sidecar-controller/snapshot_controller.go}). A snapshot is bound first and taken after that.
 */
public final class SnapshotController extends Controller {

  private static final Account ACCOUNT = Account.controller("snapshot-controller");

  static final String GROUP = "snapshot.storage.kubernetes.io";

  private static final String FINALIZER = GROUP + "/volumesnapshot-bound-protection";
  private static final String SOURCE_FINALIZER = GROUP + "/volumesnapshot-as-source-protection";
  private static final Duration GLANCE = Duration.ofSeconds(5);

  /** With nothing to do. */
  public SnapshotController() {}

  private SnapshotController(SnapshotController original) {
    super(original);
  }

  @Override
  public String name() {
    return "snapshot-controller";
  }

  @Override
  protected Account account() {
    return ACCOUNT;
  }

  /** Its account and rights. */
  public static List<JsonNode> objects() {
    return StorageRights.ofSnapshots();
  }

  @Override
  protected Set<Kind> kinds() {
    return Set.of(Kind.SNAPSHOT, Kind.SNAPSHOT_CLASS);
  }

  @Override
  protected Collection<Key> concerned(Desk desk, Kind kind, JsonNode object) {
    if (kind == Kind.SNAPSHOT) {
      return List.of(Key.of(kind, object));
    }
    return desk.list(Kind.SNAPSHOT, "", "").stream()
        .filter(snapshot -> content(snapshot).isEmpty())
        .map(snapshot -> Key.of(Kind.SNAPSHOT, snapshot))
        .toList();
  }

  @Override
  protected Optional<Duration> reconcile(Desk desk, Key key) {
    Optional<ObjectNode> found = desk.find(Kind.SNAPSHOT, key.namespace(), key.name());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode snapshot = found.get();
    if (Trees.goes(snapshot)) {
      return end(desk, snapshot);
    }
    if (content(snapshot).isEmpty()) {
      bind(desk, snapshot);
      return Optional.empty();
    }
    return Trees.at(snapshot, "status/readyToUse").asBoolean(false)
        ? Optional.empty()
        : take(desk, snapshot);
  }

  private static String content(JsonNode snapshot) {
    return Trees.text(snapshot, "status/boundVolumeSnapshotContentName");
  }

  private static void bind(Desk desk, ObjectNode snapshot) {
    ObjectNode guarded = snapshot;
    if (!Trees.at(snapshot, "metadata/finalizers").toString().contains(FINALIZER)) {
      guarded = snapshot.deepCopy();
      guarded.withObject("metadata").withArray("finalizers").add(SOURCE_FINALIZER).add(FINALIZER);
      guarded = desk.update(Kind.SNAPSHOT, guarded);
    }
    try {
      ObjectNode content = SnapshotContent.of(desk, guarded);
      if (desk.find(Kind.CONTENT, "", Trees.name(content)).isEmpty()) {
        desk.create(Kind.CONTENT, content);
      }
      ObjectNode bound = guarded.deepCopy();
      ObjectNode status = bound.putObject("status").put("readyToUse", false);
      status.put("boundVolumeSnapshotContentName", Trees.name(content));
      desk.updateStatus(Kind.SNAPSHOT, bound);
    } catch (CallFailedException failed) {
      report(desk, guarded, failed.text());
      throw failed;
    }
  }

  private static void report(Desk desk, ObjectNode snapshot, String message) {
    ObjectNode failed = snapshot.deepCopy();
    ObjectNode status = failed.withObject("status").put("readyToUse", false);
    if (!Trees.text(status, "error/message").equals(message)) {
      status.putObject("error").put("message", message).put("time", Trees.time(desk.host().now()));
      desk.updateStatus(Kind.SNAPSHOT, failed);
      desk.event(
          snapshot,
          "Warning",
          "SnapshotContentCreationFailed",
          "Failed to create snapshot content with error " + message);
    }
  }

  private static Optional<Duration> take(Desk desk, ObjectNode snapshot) {
    ObjectNode content = desk.get(Kind.CONTENT, "", content(snapshot));
    ObjectNode wish = Trees.object().put("name", "snapshot-" + Claims.uid(snapshot));
    wish.put("volume", Trees.text(content, "spec/source/volumeHandle"));
    String className = Trees.text(content, "spec/volumeSnapshotClassName");
    // without a type Longhorn makes a backup
    String type =
        desk.find(Kind.SNAPSHOT_CLASS, "", className)
            .map(it -> Trees.text(it, "parameters/type"))
            .orElse("");
    wish.put("type", type.isEmpty() ? "bak" : type);
    JsonNode image = VolumeSource.ask(desk, Method.POST, "snapshots", wish);
    boolean ready = image.path("ready").asBoolean(false);
    SnapshotContent.report(desk, content, image, ready);
    if (!ready) {
      return Optional.of(GLANCE);
    }
    ObjectNode done = snapshot.deepCopy();
    ObjectNode status = done.withObject("status").put("readyToUse", true);
    status.remove("error");
    status.put("creationTime", Trees.text(image, "taken"));
    status.put("restoreSize", SnapshotContent.quantity(image.path("size").asLong()));
    desk.updateStatus(Kind.SNAPSHOT, done);
    return Optional.empty();
  }

  /** A snapshot goes when no claim is being filled from it, and takes its content along. */
  private static Optional<Duration> end(Desk desk, ObjectNode snapshot) {
    boolean used =
        desk.list(Kind.CLAIM, Trees.namespace(snapshot), "").stream()
            .filter(claim -> Claims.phase(claim).equals("Pending"))
            .map(claim -> Trees.at(claim, "spec/dataSource"))
            .anyMatch(
                source ->
                    Trees.text(source, "kind").equals("VolumeSnapshot")
                        && Trees.text(source, "name").equals(Trees.name(snapshot)));
    if (used) {
      return Optional.of(GLANCE);
    }
    Optional<ObjectNode> content =
        content(snapshot).isEmpty()
            ? Optional.empty()
            : desk.find(Kind.CONTENT, "", content(snapshot));
    if (content.isPresent() && Trees.text(content.get(), "spec/deletionPolicy").equals("Delete")) {
      String handle = Trees.text(content.get(), "status/snapshotHandle");
      if (!handle.isEmpty()) {
        VolumeSource.ask(desk, Method.DELETE, "snapshots/" + handle, MissingNode.getInstance());
      }
      desk.delete(Kind.CONTENT, content.get());
    }
    ObjectNode free = snapshot.deepCopy();
    free.withObject("metadata").remove("finalizers");
    desk.update(Kind.SNAPSHOT, free);
    return Optional.empty();
  }

  @Override
  public Actor copy() {
    return new SnapshotController(this);
  }
}
