package dev.kyverdict.referee;

import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The states of a claim's destination. */
public enum Destination {
  /** There is none. */
  ABSENT(false),
  /** VolSync has not looked at it yet. */
  NO_STATUS(false),
  /** {@code status: {}}. */
  EMPTY_STATUS(false),
  /** The first sync runs. */
  SYNCING(false),
  /** {@code latestImage: null}. */
  NULL_IMAGE(false),
  /** {@code latestImage: {}}. */
  EMPTY_IMAGE(false),
  /** {@code latestImage.name: ""}. */
  EMPTY_NAME(false),
  /** {@code latestImage.name: null}. */
  NULL_NAME(false),
  /** copyMethod Direct: the populator refuses the image. */
  IMAGE_IS_A_CLAIM(true),
  /** The repository held nothing; the image is empty. */
  EMPTY_RESTORE(true),
  /** The image holds an older backup than the newest, and the newest has been asked for. */
  OLD_TAG(true),
  /** The image holds the backup asked for, and a newer one has been listed since. */
  OLDER_THAN_THE_CATALOGUE(true),
  /** The image has another size than the claim. */
  OTHER_CAPACITY(true),
  /** It says nothing of its size. */
  WITHOUT_CAPACITY(true),
  /** The image holds the newest backup listed, and one newer still is being synced. */
  SYNCING_A_NEWER_ONE(true),
  /** It can be restored from; the mover's words are gone. */
  WARM_WITHOUT_LOGS(true),
  /** It can be restored from. */
  WARM(true);

  /** The tag of the newest backup. */
  public static final String NEWEST = "s3-00112233445566aa";

  /** The tag of an older backup. */
  static final String OLDER = "s3-ffeeddccbbaa9988";

  /** The tag of a backup that the catalogue does not know yet. */
  private static final String NEWER = "s3-0000000000000001";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final boolean named;

  Destination(boolean named) {
    this.named = named;
  }

  /** Whether its image has a name, which is all that the plan asks. */
  boolean hasImageName() {
    return named;
  }

  /** Whether it can be restored from, by all that the safe profile asks. */
  boolean restorable() {
    return this == WARM || this == WARM_WITHOUT_LOGS;
  }

  /** The object that the API server holds for a claim. */
  public Optional<ObjectNode> of(Claim claim) {
    if (this == ABSENT) {
      return Optional.empty();
    }
    ObjectNode object = object(claim);
    if (this == NO_STATUS) {
      return Optional.of(object);
    }
    ObjectNode status = object.putObject("status");
    switch (this) {
      case ABSENT, NO_STATUS, EMPTY_STATUS -> {}
      case SYNCING ->
          status
              .put("lastSyncStartTime", "2026-01-01T00:00:00Z")
              .putArray("conditions")
              .addObject()
              .put("type", "Synchronizing");
      case NULL_IMAGE -> status.putNull("latestImage");
      case EMPTY_IMAGE -> status.putObject("latestImage");
      case EMPTY_NAME -> image(status, "VolumeSnapshot").put("name", "");
      case NULL_NAME -> image(status, "VolumeSnapshot").putNull("name");
      case IMAGE_IS_A_CLAIM -> image(status, "PersistentVolumeClaim");
      // an image of nothing looks whole; only the mover's words tell
      case EMPTY_RESTORE,
          OLD_TAG,
          OLDER_THAN_THE_CATALOGUE,
          OTHER_CAPACITY,
          WITHOUT_CAPACITY,
          SYNCING_A_NEWER_ONE,
          WARM_WITHOUT_LOGS,
          WARM ->
          image(status, "VolumeSnapshot");
    }
    synced(status);
    return Optional.of(object);
  }

  private ObjectNode object(Claim claim) {
    ObjectNode object =
        JSON.objectNode()
            .put("apiVersion", "volsync.backube/v1alpha1")
            .put("kind", "ReplicationDestination");
    object
        .putObject("metadata")
        .put("name", claim.name() + "-restore")
        .put("namespace", claim.namespace())
        .putObject("labels")
        .put("app.kubernetes.io/managed-by", "volsync-prewarm");
    ObjectNode spec = object.putObject("spec");
    spec.putObject("trigger").put("manual", trigger());
    ObjectNode restic =
        spec.putObject("restic")
            .put("repository", claim.name() + "-volsync-secret")
            .put("copyMethod", this == IMAGE_IS_A_CLAIM ? "Direct" : "Snapshot");
    if (this != WITHOUT_CAPACITY) {
      restic.put("capacity", this == OTHER_CAPACITY ? "777Mi" : claim.storage());
    }
    return object;
  }

  private String trigger() {
    return switch (this) {
      case OLDER_THAN_THE_CATALOGUE -> OLDER;
      case SYNCING_A_NEWER_ONE -> NEWER;
      default -> NEWEST;
    };
  }

  private static ObjectNode image(ObjectNode status, String kind) {
    return status
        .putObject("latestImage")
        .put("apiGroup", kind.equals("VolumeSnapshot") ? "snapshot.storage.k8s.io" : "")
        .put("kind", kind)
        .put("name", "volsync-restore-dest-20260101000000");
  }

  private void synced(ObjectNode status) {
    if (this == EMPTY_STATUS || this == SYNCING) {
      return;
    }
    boolean old = this == OLD_TAG || this == OLDER_THAN_THE_CATALOGUE;
    status.put("lastManualSync", old ? OLDER : NEWEST);
    if (this == WARM_WITHOUT_LOGS) {
      return;
    }
    status
        .putObject("latestMoverStatus")
        .put("result", "Successful")
        .put(
            "logs",
            this == EMPTY_RESTORE
                ? "No eligible snapshots found\nNo data will be restored"
                : "restoring <Snapshot 1 of [/data]>");
  }
}
