package dev.kyverdict.explore;

import dev.kyverdict.world.batch.PreWarmDecisions;
import dev.kyverdict.world.batch.PreWarmDecisions.Verb;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The objects that bits stand for. */
final class Concrete {

  /** What time it is in every state: only ages matter. */
  static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");

  /** In place of an age: half a day in the future. */
  static final int AHEAD = -144;

  private static final Duration LONG_AGO = Duration.ofHours(25);
  private static final String NOTE = "volsync.backup/newest";

  private final SmallWorld world;
  private final PreWarmDecisions preWarm;
  private final JsonNode[] made;

  Concrete(SmallWorld world, PreWarmDecisions preWarm) {
    this.world = world;
    this.preWarm = preWarm;
    this.made = new JsonNode[world.claims().size()];
  }

  /** Kyverno makes a destination of its own for a claim. */
  void generated(int claim, JsonNode destination) {
    made[claim] = destination;
  }

  /** The name of a snapshot's tag; empty for none. */
  static String tag(int snapshot) {
    return switch (snapshot) {
      case 0 -> "";
      case Claim.OTHER_TAG -> "once";
      default -> "s3-" + "%016x".formatted(snapshot);
    };
  }

  /**
   * A claim as Git has it, with what the API server adds before it asks; one that is to be named
   * has no name yet.
   */
  ObjectNode asked(int claim) {
    ObjectNode object = named(claim);
    if (Trees.at(object, "metadata").has("generateName")) {
      Trees.below(object, "metadata").remove("name");
    }
    return object;
  }

  private ObjectNode named(int claim) {
    ObjectNode object = Trees.copy(world.claims().get(claim));
    Trees.below(object, "metadata")
        .put("uid", "00000000-0000-0000-0000-00000000000" + claim)
        .put("creationTimestamp", NOW.toString());
    return object;
  }

  /** A claim that is there. */
  ObjectNode created(int claim, boolean names) {
    ObjectNode object = named(claim);
    if (names) {
      Trees.below(object, "spec")
          .putObject("dataSourceRef")
          .put("apiGroup", "volsync.backube")
          .put("kind", "ReplicationDestination")
          .put("name", Trees.name(object) + "-restore");
    }
    return object;
  }

  /** The claim, when it is there. */
  Optional<JsonNode> claim(int claim, long bits) {
    int phase = Claim.PHASE.of(bits);
    if (phase == Claim.ABSENT) {
      return Optional.empty();
    }
    ObjectNode object = named(claim);
    ObjectNode status = object.putObject("status");
    boolean bound = phase >= Claim.EMPTY;
    status.put("phase", bound ? "Bound" : "Pending");
    if (bound) {
      JsonNode requests = Trees.at(object, "spec/resources/requests");
      status.putObject("capacity").put("storage", Trees.text(requests, "storage"));
    }
    return Optional.of(object);
  }

  /** The ExternalSecret, when it is there. */
  Optional<JsonNode> secret(int claim, long bits) {
    if (Claim.SECRETS.of(bits) == Claim.NO_SECRET) {
      return Optional.empty();
    }
    ObjectNode secret =
        Trees.head(
            "external-secrets.io/v1",
            "ExternalSecret",
            Trees.namespace(world.claims().get(claim)),
            Trees.name(world.claims().get(claim)) + "-volsync-secret");
    if (Claim.SECRETS.of(bits) == Claim.SECRET) {
      secret
          .putObject("status")
          .putArray("conditions")
          .addObject()
          .put("type", "Ready")
          .put("status", "True");
    }
    return Optional.of(secret);
  }

  /** The destination, when it is there. */
  Optional<JsonNode> destination(int claim, long bits) {
    if (!Claim.DESTINATION.is(bits)) {
      return Optional.empty();
    }
    ObjectNode rd = Trees.copy(Claim.FOREIGN.is(bits) ? made[claim] : warmed(claim));
    String tag = tag(Claim.TAG.of(bits));
    ObjectNode spec = Trees.below(rd, "spec");
    if (Claim.OTHER_SIZE.is(bits)) {
      Trees.below(spec, "restic").put("capacity", "1Mi");
    }
    if (!tag.isEmpty() && !Claim.FOREIGN.is(bits)) {
      Trees.below(spec, "trigger").put("manual", tag);
    }
    if (Claim.NOTE.is(bits)) {
      ObjectNode metadata = Trees.below(rd, "metadata");
      Trees.below(metadata, "annotations").put(NOTE, tag(Claim.NOTE.of(bits)));
    }
    ObjectNode status = status(bits);
    if (!status.isEmpty()) {
      rd.set("status", status);
    }
    return Optional.of(rd);
  }

  private ObjectNode status(long bits) {
    ObjectNode status = Trees.object();
    int image = Claim.IMAGE.of(bits);
    if (Claim.LAST.is(bits)) {
      status.put("lastManualSync", tag(Claim.LAST.of(bits)));
    }
    if (Claim.SYNC.is(bits)) {
      Duration ago = Claim.STUCK.is(bits) ? LONG_AGO : Duration.ofMinutes(1);
      status.put("lastSyncStartTime", NOW.minus(ago).toString());
    }
    if (image != Claim.NO_IMAGE) {
      Duration ago = Claim.STALE.is(bits) ? LONG_AGO : Duration.ofMinutes(2);
      status.put("lastSyncTime", NOW.minus(ago).toString());
      status.set("latestImage", image(image));
      String logs =
          image == Claim.EMPTY_IMAGE
              ? "No eligible snapshots found\nNo data will be restored"
              : "restoring <Snapshot 0123abcd of [/data]>";
      ObjectNode mover = status.putObject("latestMoverStatus").put("result", "Successful");
      if (!Claim.LOGLESS.is(bits)) {
        mover.put("logs", logs);
      }
    }
    return status;
  }

  private static ObjectNode image(int image) {
    ObjectNode reference = Trees.object();
    boolean claim = image == Claim.CLAIM_IMAGE;
    reference.put("apiGroup", claim ? "" : "snapshot.storage.k8s.io");
    reference.put("kind", claim ? "PersistentVolumeClaim" : "VolumeSnapshot");
    if (image == Claim.NULL_IMAGE) {
      return reference.putNull("name");
    }
    return reference.put("name", "volsync-dest-2026010111000" + image);
  }

  /** The destination as the pre-warm makes it, by the size that Git knows. */
  private JsonNode warmed(int claim) {
    JsonNode object = world.claims().get(claim);
    ObjectNode ready = Trees.object();
    ready
        .putObject("status")
        .putArray("conditions")
        .addObject()
        .put("type", "Ready")
        .put("status", "True");
    return preWarm
        .about(
            Trees.namespace(object),
            Trees.name(object),
            tag(1),
            NOW,
            Optional.empty(),
            Optional.of(object),
            Optional.of(ready))
        .stream()
        .filter(act -> act.verb() == Verb.MAKES_DESTINATION)
        .map(PreWarmDecisions.Act::document)
        .map(Concrete::withoutNote)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the pre-warm makes no destination"));
  }

  private static JsonNode withoutNote(JsonNode destination) {
    ObjectNode copy = Trees.copy(destination);
    ObjectNode metadata = Trees.below(copy, "metadata");
    Trees.below(metadata, "annotations").remove(NOTE);
    return copy;
  }

  /** The catalogue, when there is one, with the entries of some claims. */
  Optional<JsonNode> catalogue(boolean there, int age, List<Integer> entries) {
    if (!there) {
      return Optional.empty();
    }
    ObjectNode map =
        Trees.head("v1", "ConfigMap", preWarm.catalogueNamespace(), preWarm.catalogue());
    Instant updated = NOW.minus(SmallWorld.STEP.multipliedBy(age)).minusSeconds(1);
    ObjectNode metadata = Trees.below(map, "metadata");
    metadata.putObject("labels").put("app.kubernetes.io/managed-by", "volsync-prewarm");
    metadata.putObject("annotations").put("volsync.backup/updated", updated.toString());
    ObjectNode data = map.putObject("data");
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i) > 0) {
        JsonNode claim = world.claims().get(i);
        data.put(Trees.namespace(claim) + "." + Trees.name(claim), tag(entries.get(i)));
      }
    }
    return Optional.of(map);
  }
}
