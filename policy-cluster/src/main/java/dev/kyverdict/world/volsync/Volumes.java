package dev.kyverdict.world.volsync;

import dev.kyverdict.world.control.CallFailedException;
import dev.kyverdict.world.control.Desk;
import dev.kyverdict.world.control.Desk.Ensured;
import dev.kyverdict.world.control.Kind;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Claims and snapshots of a sync ({@code internal/controller/volumehandler/volumehandler.go}). */
final class Volumes {

  private static final String SNAPSHOT_NAME = "volsync.backube/snapname";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

  /** {@code SnapshotBindTimeout} and {@code PVCBindTimeout}: then it warns, and goes on waiting. */
  private static final Duration SNAPSHOT_PATIENCE = Duration.ofSeconds(30);

  private static final Duration CLAIM_PATIENCE = Duration.ofMinutes(2);

  private final Desk desk;
  private final ObjectNode owner;
  private final String namespace;
  private final JsonNode restic;
  private final String copyMethod;

  Volumes(Desk desk, ObjectNode owner) {
    this.desk = desk;
    this.owner = owner;
    this.namespace = Trees.namespace(owner);
    this.restic = Trees.at(owner, "spec/restic");
    this.copyMethod = Trees.text(restic, "copyMethod");
  }

  /** What is to be backed up; empty when it is not there yet. */
  Optional<ObjectNode> copyOfSource() {
    ObjectNode source = desk.get(Kind.CLAIM, namespace, Trees.text(owner, "spec/sourcePVC"));
    String name = "volsync-" + Trees.name(owner) + "-src";
    return switch (copyMethod) {
      case "Direct", "None" -> Optional.of(source);
      case "Clone" ->
          Optional.of(copy(source, name, reference("", Kind.CLAIM.kind(), Trees.name(source)), ""));
      case "Snapshot" ->
          snapshot(source, name)
              .map(
                  it ->
                      copy(
                          source,
                          name,
                          reference(Kind.SNAPSHOT.group(), Kind.SNAPSHOT.kind(), name),
                          Trees.text(it, "status/restoreSize")));
      default ->
          throw new CallFailedException(
              "unsupported copyMethod: "
                  + copyMethod
                  + " -- must be Direct, None, Clone, or Snapshot");
    };
  }

  private static ObjectNode reference(String group, String kind, String name) {
    ObjectNode reference = Trees.object();
    if (!group.isEmpty()) {
      reference.put("apiGroup", group);
    }
    return reference.put("kind", kind).put("name", name);
  }

  private Optional<ObjectNode> snapshot(ObjectNode source, String name) {
    Ensured ensured =
        desk.ensure(
            Kind.SNAPSHOT,
            namespace,
            name,
            snapshot -> {
              mark(snapshot, true);
              describe(snapshot, source);
            });
    return usable(ensured, source).filter(it -> Trees.at(it, "status/readyToUse").asBoolean(true));
  }

  private void describe(ObjectNode snapshot, ObjectNode source) {
    if (!snapshot.has("spec")) {
      ObjectNode spec = snapshot.putObject("spec");
      spec.putObject("source").put("persistentVolumeClaimName", Trees.name(source));
      if (restic.has("volumeSnapshotClassName")) {
        spec.set("volumeSnapshotClassName", restic.path("volumeSnapshotClassName"));
      }
    }
  }

  /** A snapshot that is bound, whether it is ready or not. */
  private Optional<ObjectNode> usable(Ensured ensured, ObjectNode source) {
    ObjectNode snapshot = ensured.object();
    String what = "VolumeSnapshot/" + Trees.name(snapshot);
    if (ensured.created()) {
      desk.event(
          owner,
          "Normal",
          "VolumeSnapshotCreated",
          "created %s from PersistentVolumeClaim/%s".formatted(what, Trees.name(source)));
    }
    boolean bound = !Trees.text(snapshot, "status/boundVolumeSnapshotContentName").isEmpty();
    if (!bound && !Trees.goes(snapshot) && isOlder(snapshot, SNAPSHOT_PATIENCE)) {
      desk.event(
          owner,
          "Warning",
          "VolumeSnapshotNotBound",
          "waiting for %s to bind; check VolumeSnapshotClass name and ensure CSI driver supports volume snapshots"
              .formatted(what));
    }
    return bound && !Trees.goes(snapshot) ? Optional.of(snapshot) : Optional.empty();
  }

  private boolean isOlder(JsonNode object, Duration age) {
    return Trees.time(object, "metadata/creationTimestamp")
        .filter(created -> created.plus(age).isBefore(desk.host().now()))
        .isPresent();
  }

  private ObjectNode copy(ObjectNode source, String name, ObjectNode from, String restoreSize) {
    String capacity =
        first(
            text("capacity"),
            restoreSize,
            Trees.text(source, "status/capacity/storage"),
            Trees.text(source, "spec/resources/requests/storage"));
    Ensured ensured =
        desk.ensure(
            Kind.CLAIM,
            namespace,
            name,
            claim -> {
              mark(claim, true);
              if (!claim.has("spec")) {
                ObjectNode spec = claim.putObject("spec");
                spec.putObject("resources").putObject("requests").put("storage", capacity);
                set(spec, "storageClassName", restic, Trees.at(source, "spec/storageClassName"));
                set(spec, "accessModes", restic, Trees.at(source, "spec/accessModes"));
                spec.put("volumeMode", mode(source)).set("dataSource", from);
              }
            });
    report(ensured, "created %s from " + Trees.text(from, "kind") + "/" + Trees.text(from, "name"));
    return ensured.object();
  }

  private static String mode(JsonNode source) {
    return first(Trees.text(source, "spec/volumeMode"), "Filesystem");
  }

  private static String first(String... texts) {
    return Stream.of(texts).filter(it -> !it.isEmpty()).findFirst().orElse("");
  }

  private String text(String field) {
    return restic.path(field).asString("");
  }

  private static void set(ObjectNode spec, String field, JsonNode wish, JsonNode otherwise) {
    JsonNode value = wish.has(field) ? wish.path(field) : otherwise;
    if (!value.isMissingNode()) {
      spec.set(field, value);
    }
  }

  private void mark(ObjectNode object, boolean temporary) {
    Marks.own(object, owner);
    Marks.created(object);
    if (temporary) {
      Marks.cleanUp(object, owner);
    }
  }

  private void report(Ensured ensured, String text) {
    String what = "PersistentVolumeClaim/" + Trees.name(ensured.object());
    if (ensured.created()) {
      desk.event(owner, "Normal", "PersistentVolumeClaimCreated", text.formatted(what));
    }
    if (!Trees.text(ensured.object(), "status/phase").equals("Bound")
        && isOlder(ensured.object(), CLAIM_PATIENCE)) {
      desk.event(
          owner,
          "Warning",
          "PersistentVolumeClaimNotBound",
          "waiting for %s to bind; check StorageClass name and CSI driver capabilities"
              .formatted(what));
    }
  }

  /** The claim that receives a restore. */
  ObjectNode ensureNew(String name, boolean temporary) {
    return ensureNew(
        name, temporary, text("capacity"), restic.path("accessModes"), text("storageClassName"));
  }

  /** The claim of the cache. */
  ObjectNode cache(ObjectNode data, boolean temporary) {
    String side = Trees.text(owner, "kind").equals(Kind.SOURCE.kind()) ? "src" : "dst";
    JsonNode modes =
        Stream.of(restic.path("cacheAccessModes"), restic.path("accessModes"))
            .filter(it -> !it.isEmpty())
            .findFirst()
            .orElse(Trees.at(data, "spec/accessModes"));
    return ensureNew(
        "volsync-" + side + "-" + Trees.name(owner) + "-cache",
        temporary,
        first(text("cacheCapacity"), "1Gi"),
        modes,
        first(text("cacheStorageClassName"), text("storageClassName")));
  }

  private ObjectNode ensureNew(
      String name, boolean temporary, String capacity, JsonNode modes, String storageClass) {
    if (modes.isEmpty()) {
      throw new CallFailedException("accessModes must be provided when destinationPVC is not");
    }
    if (capacity.isEmpty()) {
      throw new CallFailedException("capacity must be provided when destinationPVC is not");
    }
    Ensured ensured =
        desk.ensure(
            Kind.CLAIM,
            namespace,
            name,
            claim -> {
              mark(claim, temporary);
              if (!claim.has("spec")) {
                ObjectNode spec = claim.putObject("spec");
                spec.put("volumeMode", "Filesystem").set("accessModes", modes);
                if (!storageClass.isEmpty()) {
                  spec.put("storageClassName", storageClass);
                }
              }
              ObjectNode spec = claim.withObject("spec");
              spec.withObject("resources").putObject("requests").put("storage", capacity);
            });
    report(ensured, "created %s to receive incoming data");
    return ensured.object();
  }

  /** What a restore has made; empty when it is not there yet. */
  Optional<ObjectNode> image(ObjectNode claim) {
    return switch (copyMethod) {
      case "Direct", "None" -> Optional.of(imageOf("", Kind.CLAIM.kind(), Trees.name(claim)));
      case "Snapshot" ->
          imageSnapshot(claim)
              .map(it -> imageOf(Kind.SNAPSHOT.group(), Kind.SNAPSHOT.kind(), Trees.name(it)));
      default ->
          throw new CallFailedException(
              "unsupported copyMethod: " + copyMethod + " -- must be Direct, None, or Snapshot");
    };
  }

  private static ObjectNode imageOf(String group, String kind, String name) {
    return Trees.object().put("apiGroup", group).put("kind", kind).put("name", name);
  }

  private Optional<ObjectNode> imageSnapshot(ObjectNode claim) {
    String name = Trees.at(claim, "metadata/annotations").path(SNAPSHOT_NAME).asString("");
    if (name.isEmpty()) {
      name = Trees.name(claim) + "-" + STAMP.format(desk.host().now());
      ObjectNode named = claim.deepCopy();
      named.withObject("metadata").withObject("annotations").put(SNAPSHOT_NAME, name);
      desk.update(Kind.CLAIM, named);
    }
    Ensured ensured =
        desk.ensure(
            Kind.SNAPSHOT,
            namespace,
            name,
            snapshot -> {
              if (!Marks.has(snapshot, Marks.DO_NOT_DELETE)) {
                mark(snapshot, false);
              }
              describe(snapshot, claim);
            });
    return usable(ensured, claim);
  }

  /** The next restore is to make a snapshot of its own. */
  void forgetImage(String claim) {
    Optional<ObjectNode> there = desk.find(Kind.CLAIM, namespace, claim);
    if (there.isPresent() && Trees.at(there.get(), "metadata/annotations").has(SNAPSHOT_NAME)) {
      there.get().withObject("metadata").withObject("annotations").remove(SNAPSHOT_NAME);
      desk.update(Kind.CLAIM, there.get());
    }
  }

  /** Kinds whose objects a sync may own. */
  static List<Kind> owned() {
    return List.of(
        Kind.JOB,
        Kind.CLAIM,
        Kind.SECRET,
        Kind.SERVICE_ACCOUNT,
        Kind.ROLE,
        Kind.ROLE_BINDING,
        Kind.SNAPSHOT);
  }
}
