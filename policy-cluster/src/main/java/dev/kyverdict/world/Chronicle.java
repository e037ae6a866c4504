package dev.kyverdict.world;

import dev.kyverdict.cluster.actor.Actor;
import dev.kyverdict.cluster.actor.Change;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.actor.Trail;
import dev.kyverdict.cluster.actor.Work;
import dev.kyverdict.world.kube.Trees;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Writes down what happens in a cluster. It asks nobody for anything. */
final class Chronicle implements Actor {

  private static final Set<String> KINDS =
      Set.of(
          "Namespace",
          "PersistentVolumeClaim",
          "Pod",
          "Application",
          "ReplicationSource",
          "ReplicationDestination",
          "VolumeSnapshot",
          "ExternalSecret",
          "ConfigMap",
          "Deployment",
          "Event",
          "Job");

  private Trail<TimeLine.Entry> entries;
  private Map<String, String> origins;
  private Warmed warmed;

  /**
   * What the pre-warm has done since its last run ended.
   *
   * @param made new destinations
   * @param again destinations that it syncs once more
   */
  private record Warmed(int made, int again) {

    static final Warmed NOTHING = new Warmed(0, 0);

    @Override
    public String toString() {
      return equals(NOTHING)
          ? "pre-warm ran: nothing to do"
          : "pre-warm ran: destinations made: %d, synced again: %d".formatted(made, again);
    }
  }

  Chronicle() {
    this(Trail.empty(), Map.of(), Warmed.NOTHING);
  }

  private Chronicle(Trail<TimeLine.Entry> entries, Map<String, String> origins, Warmed warmed) {
    this.entries = entries;
    this.origins = origins;
    this.warmed = warmed;
  }

  List<TimeLine.Entry> entries() {
    return entries.toList();
  }

  @Override
  public String name() {
    return "chronicle";
  }

  @Override
  public boolean watches(String group, String kind) {
    return KINDS.contains(kind);
  }

  @Override
  public void started(Host host) {}

  @Override
  public void run(Host host, Work work) {}

  @Override
  public void changed(Host host, Change change) {
    JsonNode now = change.object();
    JsonNode before = change.before().orElse(MissingNode.getInstance());
    boolean added = change.type() == Change.Type.ADDED;
    if (change.type() == Change.Type.DELETED) {
      deleted(host, now);
      return;
    }
    switch (Trees.text(now, "kind")) {
      case "Namespace" -> note(host, added, TimeLine.Column.ARGOCD, "namespace " + Trees.name(now));
      case "PersistentVolumeClaim" -> claim(host, now, before, added);
      case "Pod" -> pod(host, now, before);
      case "Application" -> application(host, now, before);
      case "ReplicationSource" -> source(host, now, before, added);
      case "ReplicationDestination" -> destination(host, now, before, added);
      case "VolumeSnapshot" -> snapshot(host, now, before);
      case "ExternalSecret" -> secret(host, now, before);
      case "ConfigMap" -> catalogue(host, now);
      case "Deployment" ->
          note(host, added, TimeLine.Column.ARGOCD, "deployment " + Trees.key(now));
      case "Event" -> event(host, now, added);
      case "Job" -> job(host, now, before);
      default -> {}
    }
  }

  private void note(Host host, boolean that, TimeLine.Column column, String text) {
    if (that) {
      entries = entries.with(new TimeLine.Entry(host.now(), column, text));
    }
  }

  private void deleted(Host host, JsonNode object) {
    Optional<TimeLine.Column> column =
        switch (Trees.text(object, "kind")) {
          case "Namespace", "PersistentVolumeClaim" -> Optional.of(TimeLine.Column.ARGOCD);
          case "ReplicationSource", "ReplicationDestination" ->
              Optional.of(TimeLine.Column.VOLSYNC);
          default -> Optional.empty();
        };
    String kind = Trees.text(object, "kind");
    String key = Trees.namespace(object).isEmpty() ? Trees.name(object) : Trees.key(object);
    column.ifPresent(it -> note(host, !isPassing(object), it, kind + " " + key + " is gone"));
  }

  /** Volumes that VolSync makes for itself. */
  private static boolean isPassing(JsonNode object) {
    return Trees.name(object).startsWith("volsync-") || Trees.name(object).startsWith("vs-prime-");
  }

  private static boolean turned(JsonNode now, JsonNode before, String path) {
    return !Trees.text(now, path).isEmpty()
        && !Trees.text(now, path).equals(Trees.text(before, path));
  }

  private void claim(Host host, JsonNode now, JsonNode before, boolean added) {
    if (isPassing(now)) {
      note(
          host,
          added && Trees.name(now).startsWith("vs-prime-"),
          TimeLine.Column.STORAGE,
          filling(now));
      return;
    }
    String source = Trees.text(now, "spec/dataSourceRef/name");
    String from = source.isEmpty() ? ", empty" : ", from " + source;
    note(host, added, TimeLine.Column.ARGOCD, "claim " + Trees.key(now) + from);
    remember(Trees.key(now), from);
    boolean bound =
        turned(now, before, "status/phase") && Trees.text(now, "status/phase").equals("Bound");
    note(host, bound, TimeLine.Column.STORAGE, "claim " + Trees.key(now) + " bound" + from);
    note(
        host,
        Trees.goes(now) && !Trees.goes(before),
        TimeLine.Column.ARGOCD,
        "claim " + Trees.key(now) + " deleted");
  }

  private static String filling(JsonNode prime) {
    return "populator fills "
        + Trees.namespace(prime)
        + "/"
        + Trees.entry(Trees.at(prime, "metadata/labels"), "volsync.backube/populator-pvc-for");
  }

  /** Copies share it, so it is never changed. */
  private void remember(String claim, String from) {
    if (!from.equals(origins.get(claim))) {
      Map<String, String> more = new TreeMap<>(origins);
      more.put(claim, from);
      origins = Collections.unmodifiableMap(more);
    }
  }

  private void pod(Host host, JsonNode now, JsonNode before) {
    List<String> mounted =
        Trees.at(now, "spec/volumes")
            .valueStream()
            .filter(it -> it.has("persistentVolumeClaim"))
            .map(it -> Trees.text(it, "persistentVolumeClaim/claimName"))
            .map(it -> origins.getOrDefault(Trees.namespace(now) + "/" + it, ""))
            .toList();
    boolean runs =
        turned(now, before, "status/phase") && Trees.text(now, "status/phase").equals("Running");
    String app = Trees.text(now, "metadata/labels/app");
    note(
        host,
        !mounted.isEmpty() && runs,
        TimeLine.Column.ARGOCD,
        "pod of " + Trees.namespace(now) + "/" + app + " starts" + String.join("", mounted));
  }

  private void application(Host host, JsonNode now, JsonNode before) {
    String path = "status/operationState/message";
    if (turned(now, before, path)) {
      String phase = Trees.text(now, "status/operationState/phase");
      String text = Trees.text(now, path);
      note(
          host,
          !text.startsWith("waiting") && !text.startsWith("one or more tasks are running"),
          TimeLine.Column.ARGOCD,
          "sync " + Trees.name(now) + ": " + phase + firstOf(text));
    }
  }

  /** The reasons, one for each object, are too long for a line; when it is tried again is told. */
  private static String firstOf(String text) {
    int reason = text.indexOf(", reason: ");
    String first = reason < 0 ? text.lines().findFirst().orElse("") : text.substring(0, reason);
    String retry = text.contains(" Retrying attempt ") ? ", retried" : "";
    return first.startsWith("successfully synced") ? "" : ", " + first + retry;
  }

  private void event(Host host, JsonNode now, boolean added) {
    String reason = Trees.text(now, "reason");
    boolean telling =
        (reason.startsWith("VolSyncPopulator") || reason.equals("ProvisioningFailed"))
            && Trees.text(now, "type").equals("Warning");
    String name = Trees.text(now, "involvedObject/name");
    String key =
        Trees.text(now, "involvedObject/namespace")
            + "/"
            + (name.startsWith("vs-prime-") ? "(populator's claim)" : name);
    note(host, added && telling, TimeLine.Column.STORAGE, key + " waits: " + reason);
  }

  private void source(Host host, JsonNode now, JsonNode before, boolean added) {
    String claim = Trees.namespace(now) + "/" + Trees.text(now, "spec/sourcePVC");
    trouble(host, now, before, "backup of " + claim);
    note(host, added, TimeLine.Column.POLICY, "backup of " + claim + " set up");
    if (turned(now, before, "status/lastSyncStartTime")) {
      note(host, true, TimeLine.Column.VOLSYNC, "backup of " + claim + " begins");
    }
    if (turned(now, before, "status/lastSyncTime")) {
      String logs = Trees.text(now, "status/latestMoverStatus/logs");
      boolean empty = logs.contains("skipping backup");
      note(
          host,
          true,
          TimeLine.Column.VOLSYNC,
          "backup of " + claim + (empty ? ": empty" : " done"));
      note(host, !empty, TimeLine.Column.S3, "snapshot of " + claim);
    }
  }

  private void destination(Host host, JsonNode now, JsonNode before, boolean added) {
    String name = Trees.key(now);
    trouble(host, now, before, name);
    note(
        host,
        added && Trees.text(now, "spec/trigger/manual").isEmpty(),
        TimeLine.Column.POLICY,
        "destination " + name);
    if (turned(now, before, "spec/trigger/manual")) {
      boolean ours =
          Trees.entry(Trees.at(now, "metadata/labels"), "app.kubernetes.io/managed-by")
              .equals("volsync-prewarm");
      warmed =
          !ours
              ? warmed
              : added
                  ? new Warmed(warmed.made() + 1, warmed.again())
                  : new Warmed(warmed.made(), warmed.again() + 1);
      String tag = Trees.text(now, "spec/trigger/manual");
      note(
          host,
          true,
          TimeLine.Column.POLICY,
          (added ? "destination " : "again ") + name + " " + tag);
    }
    if (turned(now, before, "status/lastSyncStartTime")) {
      note(host, true, TimeLine.Column.VOLSYNC, "restore into " + name + " begins");
    }
    if (turned(now, before, "status/latestImage/name")) {
      String logs = Trees.text(now, "status/latestMoverStatus/logs");
      boolean empty = logs.contains("No data will be restored");
      note(
          host,
          true,
          TimeLine.Column.VOLSYNC,
          name + (empty ? " has an EMPTY image" : " has its image"));
    }
  }

  /** An error of VolSync's, and a mover that fails. */
  private void trouble(Host host, JsonNode now, JsonNode before, String what) {
    JsonNode condition = Trees.at(now, "status/conditions").path(0);
    String message = Trees.text(condition, "message");
    boolean fresh =
        !message.equals(Trees.text(Trees.at(before, "status/conditions").path(0), "message"));
    boolean error = Trees.text(condition, "reason").equals("Error");
    note(host, error && fresh, TimeLine.Column.VOLSYNC, what + ": ERROR " + message);
    String result = "status/latestMoverStatus/result";
    boolean fails = turned(now, before, result) && Trees.text(now, result).equals("Failed");
    note(host, fails, TimeLine.Column.VOLSYNC, what + ": the mover FAILED");
  }

  private void snapshot(Host host, JsonNode now, JsonNode before) {
    boolean ready = Trees.at(now, "status/readyToUse").asBoolean(false);
    boolean was = Trees.at(before, "status/readyToUse").asBoolean(false);
    note(host, ready && !was, TimeLine.Column.STORAGE, "snapshot " + Trees.key(now));
  }

  private void secret(Host host, JsonNode now, JsonNode before) {
    for (String status : List.of("True", "False")) {
      boolean turned =
          Trees.hasCondition(now, "Ready", status) && !Trees.hasCondition(before, "Ready", status);
      String text = status.equals("True") ? " ready" : " NOT ready";
      note(host, turned, TimeLine.Column.POLICY, "secret " + Trees.key(now) + text);
    }
  }

  private void catalogue(Host host, JsonNode now) {
    String updated = Trees.entry(Trees.at(now, "metadata/annotations"), "volsync.backup/updated");
    note(
        host,
        !updated.isEmpty(),
        TimeLine.Column.POLICY,
        "catalogue of %s: claims with a backup: %d".formatted(updated, now.path("data").size()));
  }

  private void job(Host host, JsonNode now, JsonNode before) {
    boolean fails =
        Trees.hasCondition(now, "Failed", "True") && !Trees.hasCondition(before, "Failed", "True");
    String creator = Trees.entry(Trees.at(now, "metadata/labels"), "app.kubernetes.io/created-by");
    TimeLine.Column column =
        creator.equals("volsync") ? TimeLine.Column.VOLSYNC : TimeLine.Column.POLICY;
    note(host, fails, column, "job " + Trees.key(now) + " FAILED");
    boolean complete =
        Trees.hasCondition(now, "Complete", "True")
            && !Trees.hasCondition(before, "Complete", "True");
    if (Trees.name(now).startsWith("volsync-prewarm") && (complete || fails)) {
      note(host, true, TimeLine.Column.POLICY, warmed.toString());
      warmed = Warmed.NOTHING;
    }
  }

  @Override
  public Chronicle copy() {
    return new Chronicle(entries, origins, warmed);
  }
}
