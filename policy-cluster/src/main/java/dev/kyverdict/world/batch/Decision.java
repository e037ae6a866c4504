package dev.kyverdict.world.batch;

import dev.kyverdict.world.kube.Trees;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** What a backup's destination needs: {@code decisions_jq}. */
final class Decision {

  static final String OWNER = "volsync-prewarm";
  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  private static final String NEWEST = "volsync.backup/newest";
  private static final String GROWS = "resized";

  /** The tag of a sync after which a destination has its new size, and which is no backup's. */
  private static final String RESIZE = "resize-";

  private static final long STUCK_SECONDS = 3600;
  private static final Pattern SIZE =
      Pattern.compile("([0-9]+(?:[.][0-9]+)?)([KMGTPE]i|[kMGTPE]|)");
  private static final Map<String, BigDecimal> UNITS = units();

  private final Inputs inputs;
  private final Backup backup;
  private final Optional<JsonNode> claim;
  private final boolean secret;
  private final List<Act> acts = new ArrayList<>();

  /** What is to be done. */
  sealed interface Act {
    /** A line. */
    record Says(String result, String detail) implements Act {}

    /** The Secret is to be made. */
    record Secret(JsonNode document) implements Act {}

    /** The Secret has to be waited for. */
    record Waits(String secret) implements Act {}

    /** The destination is to be made. */
    record Creates(JsonNode document) implements Act {}

    /** The destination is to be changed. */
    record Patches(String result, String detail, JsonNode document) implements Act {}
  }

  /** A result with its detail. */
  private record Verdict(String result, String detail) {}

  private Decision(
      Inputs inputs, Backup backup, Optional<JsonNode> claim, Optional<JsonNode> secret) {
    this.inputs = inputs;
    this.backup = backup;
    this.claim = claim;
    this.secret = secret.isPresent();
  }

  static List<Act> of(
      Inputs inputs,
      Backup backup,
      Optional<JsonNode> destination,
      Optional<JsonNode> claim,
      Optional<JsonNode> secret) {
    Decision decision = new Decision(inputs, backup, claim, secret);
    if (destination.isPresent()) {
      decision.existing(destination.get());
    } else {
      decision.missing(secret.filter(it -> Trees.hasCondition(it, "Ready", "True")).isPresent());
    }
    return decision.acts;
  }

  private void existing(JsonNode rd) {
    Verdict verdict = verdict(rd);
    boolean triggered = verdict.result.equals("triggered");
    boolean grows = verdict.result.equals(GROWS);
    // What has still to sync needs its Secret, which may have gone with an earlier claim.
    if (!secret && (verdict.result.contains("sync-") || triggered || grows)) {
      acts.add(new Act.Secret(secret()));
    }
    ObjectNode patch = Trees.object();
    if (!Trees.entry(Trees.at(rd, "metadata/annotations"), NEWEST).equals(backup.tag())) {
      patch.putObject("metadata").putObject("annotations").put(NEWEST, backup.tag());
    }
    if (triggered) {
      patch.putObject("spec").putObject("trigger").put("manual", backup.tag());
    } else if (grows) {
      ObjectNode spec = patch.putObject("spec");
      spec.putObject("restic").put("capacity", wanted());
      spec.putObject("trigger").put("manual", RESIZE + wanted());
    }
    boolean handsOff =
        verdict.result.startsWith("error:")
            || verdict.result.contains("foreign")
            || verdict.result.contains("deleting");
    acts.add(
        patch.isEmpty() || handsOff
            ? new Act.Says(verdict.result, verdict.detail)
            : new Act.Patches(verdict.result, verdict.detail, patch));
  }

  private Verdict verdict(JsonNode rd) {
    JsonNode spec = rd.path("spec");
    JsonNode status = rd.path("status");
    String capacity = Trees.at(spec, "restic/capacity").asString("null");
    String size = claim.map(Decision::size).orElse("");
    if (!Trees.entry(Trees.at(rd, "metadata/labels"), MANAGED_BY).equals(OWNER)) {
      return new Verdict("skip:foreign-rd", "not labelled as managed by " + OWNER);
    }
    if (Trees.goes(rd)) {
      return new Verdict("skip:deleting", backup.tag());
    }
    if (!Trees.text(spec, "restic/copyMethod").equals("Snapshot")) {
      String method = spec.path("restic").path("copyMethod").asString("null");
      return new Verdict("error:not-a-snapshot-rd", "copyMethod " + method);
    }
    Optional<String> started = Optional.of(Trees.text(status, "lastSyncStartTime"));
    started = started.filter(it -> !it.isEmpty());
    boolean stuck = started.filter(it -> age(Instant.parse(it)) > STUCK_SECONDS).isPresent();
    if ((started.isEmpty() || stuck) && isBelow(capacity, wanted())) {
      return new Verdict(GROWS, "from %s to %s".formatted(capacity, wanted()));
    }
    if (!size.isEmpty() && !isSame(capacity, size) && !isBelow(capacity, size)) {
      return new Verdict(
          "error:capacity-mismatch",
          "destination %s, claim %s; delete the destination".formatted(capacity, size));
    }
    if (started.isPresent()) {
      return syncing(status, started.get(), stuck);
    }
    String manual = Trees.text(spec, "trigger/manual");
    if (manual.startsWith(RESIZE) && !manual.equals(Trees.text(status, "lastManualSync"))) {
      return new Verdict("skip:sync-pending", backup.tag());
    }
    if (manual.equals(backup.tag())) {
      return synced(status);
    }
    return due(status);
  }

  private Verdict due(JsonNode status) {
    boolean live = claim.isPresent() && !Trees.goes(claim.get());
    boolean fresh =
        Trees.time(status, "lastSyncTime")
            .filter(it -> age(it) < inputs.number("MAX_STALE_SECONDS"))
            .isPresent();
    return new Verdict(live && fresh ? "ok:fresh-enough" : "triggered", backup.tag());
  }

  private Verdict syncing(JsonNode status, String since, boolean stuck) {
    if (stuck) {
      String result = Trees.at(status, "latestMoverStatus/result").asString("null");
      return new Verdict("error:sync-stuck", "since %s, last mover %s".formatted(since, result));
    }
    return new Verdict("skip:sync-running", backup.tag());
  }

  private Verdict synced(JsonNode status) {
    if (!Trees.text(status, "lastManualSync").equals(backup.tag())) {
      return new Verdict("skip:sync-pending", backup.tag());
    }
    if (!Trees.text(status, "latestImage/kind").equals("VolumeSnapshot")
        || Trees.text(status, "latestMoverStatus/logs").contains("No data will be restored")) {
      return new Verdict(
          "error:empty-image", backup.tag() + " is synced, but no data was restored");
    }
    return new Verdict("ok:warm", backup.tag());
  }

  private long age(Instant time) {
    return Duration.between(time, inputs.now()).toSeconds();
  }

  /** The size that the destination should have; empty when nobody knows. */
  private String wanted() {
    String size = claim.map(Decision::size).orElse("");
    return size.isEmpty() ? git().path("capacity").asString("") : size;
  }

  /** What Git says of the claim. */
  private JsonNode git() {
    return inputs.file("CAPACITIES").path(backup.namespace() + "/" + backup.claim());
  }

  private void missing(boolean ready) {
    ObjectNode shape = shape();
    if (!shape.has("capacity") || shape.path("accessModes").isEmpty()) {
      acts.add(
          new Act.Says(
              "error:unknown-capacity",
              "no claim, and CAPACITIES has no capacity and accessModes for it"));
      return;
    }
    if (!secret) {
      acts.add(new Act.Secret(secret()));
    }
    acts.add(ready ? new Act.Creates(destination(shape)) : new Act.Waits(secretName()));
  }

  /** The claim itself knows its size best; what Git says is for a claim that is not there yet. */
  private ObjectNode shape() {
    ObjectNode shape = Trees.object();
    JsonNode source = MissingNode.getInstance();
    if (claim.isPresent() && !size(claim.get()).isEmpty()) {
      shape.put("capacity", size(claim.get()));
      source = claim.get().path("spec");
    } else {
      source = git();
      copy(source, shape, "capacity");
    }
    copy(source, shape, "storageClassName");
    copy(source, shape, "accessModes");
    return shape;
  }

  private static void copy(JsonNode source, ObjectNode target, String field) {
    if (source.hasNonNull(field)) {
      target.set(field, source.path(field));
    }
  }

  private ObjectNode destination(ObjectNode shape) {
    ObjectNode rd =
        Trees.head(
            "volsync.backube/v1alpha1",
            "ReplicationDestination",
            backup.namespace(),
            backup.claim() + "-restore");
    ObjectNode metadata = (ObjectNode) rd.path("metadata");
    label(metadata);
    metadata.putObject("annotations").put(NEWEST, backup.tag());
    ObjectNode spec = rd.putObject("spec");
    spec.putObject("trigger").put("manual", backup.tag());
    ObjectNode restic = Trees.copy(inputs.file("DEFAULTS"));
    restic.setAll(shape);
    restic.put("copyMethod", "Snapshot").put("repository", secretName());
    spec.set("restic", restic);
    return rd;
  }

  private ObjectNode secret() {
    ObjectNode document = Trees.copy(inputs.file("SECRET_TEMPLATE"));
    ObjectNode metadata = Trees.below(document, "metadata");
    metadata.put("name", secretName()).put("namespace", backup.namespace());
    label(metadata);
    ObjectNode target = Trees.below(Trees.below(document, "spec"), "target");
    target.put("name", secretName());
    Trees.below(Trees.below(target, "template"), "data")
        .put(
            "RESTIC_REPOSITORY",
            "%s/%s/%s".formatted(inputs.base(), backup.namespace(), backup.claim()));
    return document;
  }

  private void label(ObjectNode metadata) {
    Trees.below(metadata, "labels")
        .put(MANAGED_BY, OWNER)
        .put("volsync.backup/pvc", backup.claim());
  }

  private String secretName() {
    return backup.claim() + "-volsync-secret";
  }

  private static String size(JsonNode claim) {
    String actual = Trees.text(claim, "status/capacity/storage");
    return actual.isEmpty() ? Trees.text(claim, "spec/resources/requests/storage") : actual;
  }

  private static boolean isSame(String one, String other) {
    Optional<BigDecimal> bytes = bytes(one);
    return one.equals(other)
        || bytes.isPresent()
            && bytes(other).filter(it -> it.compareTo(bytes.get()) == 0).isPresent();
  }

  private static boolean isBelow(String one, String other) {
    Optional<BigDecimal> more = bytes(other);
    return bytes(one)
        .filter(it -> more.filter(than -> it.compareTo(than) < 0).isPresent())
        .isPresent();
  }

  private static Optional<BigDecimal> bytes(String size) {
    var parts = SIZE.matcher(size);
    return parts.matches()
        ? Optional.of(
            new BigDecimal(parts.group(1))
                .multiply(UNITS.getOrDefault(parts.group(2), BigDecimal.ONE)))
        : Optional.empty();
  }

  private static Map<String, BigDecimal> units() {
    Map<String, BigDecimal> units = new java.util.TreeMap<>();
    String letters = "KMGTPE";
    for (int i = 0; i < letters.length(); i++) {
      String letter = letters.substring(i, i + 1);
      units.put(letter + "i", BigDecimal.valueOf(1024).pow(i + 1));
      units.put(i == 0 ? "k" : letter, BigDecimal.valueOf(1000).pow(i + 1));
    }
    return units;
  }
}
