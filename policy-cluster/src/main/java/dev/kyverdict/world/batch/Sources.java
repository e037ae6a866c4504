package dev.kyverdict.world.batch;

import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** How the backups of all claims go: {@code watch_sources}. */
final class Sources {

  private static final Pattern LOCKED = Pattern.compile("already locked|unable to create lock");

  private final Kubectl kubectl;
  private final Inputs inputs;
  private final Told told;

  Sources(Kubectl kubectl, Inputs inputs, Told told) {
    this.kubectl = kubectl;
    this.inputs = inputs;
    this.told = told;
  }

  void watch() {
    String labels = inputs.text("BACKUP_LABELS");
    if (labels.isEmpty()) {
      return;
    }
    Optional<List<JsonNode>> sources =
        kubectl.list("/apis/volsync.backube/v1alpha1/replicationsources");
    if (sources.isEmpty()) {
      told.fail("list-sources", "", "", "");
      return;
    }
    String selector = "backup%20in%20%28" + labels.replace(" ", "%2C") + "%29";
    Optional<List<JsonNode>> claims =
        kubectl.list("/api/v1/persistentvolumeclaims?labelSelector=" + selector);
    if (claims.isEmpty()) {
      told.fail("list-claims", "", "", "");
      return;
    }
    Map<String, String> labelled = new TreeMap<>();
    claims.get().forEach(it -> labelled.put(Trees.key(it), Trees.text(it, "status/phase")));
    sources.get().stream()
        .filter(Sources::isOurs)
        .sorted(Comparator.comparing(Trees::namespace).thenComparing(Trees::name))
        .forEach(it -> tell(it, labelled));
  }

  private static boolean isOurs(JsonNode source) {
    String claim = Trees.text(source, "spec/sourcePVC");
    return Trees.name(source).equals(claim + "-backup")
        && Trees.text(source, "spec/restic/repository").equals(claim + "-volsync-secret");
  }

  /** A claim may wait for its first pod, and its backup with it, as long as it likes. */
  private void tell(JsonNode source, Map<String, String> labelled) {
    String namespace = Trees.namespace(source);
    String claim = Trees.text(source, "spec/sourcePVC");
    String name = Trees.name(source);
    String phase = labelled.get(namespace + "/" + claim);
    if (phase == null) {
      told.say(
          "warn:source-without-label",
          namespace,
          claim,
          "backs up a claim that has lost its label; delete " + name);
    }
    String since = Trees.text(source, "status/lastSyncStartTime");
    if (Trees.text(source, "status/latestMoverStatus/result").equals("Failed")) {
      boolean locked = LOCKED.matcher(Trees.text(source, "status/latestMoverStatus/logs")).find();
      told.fail(
          locked ? "repository-locked" : "backup-fails",
          namespace,
          claim,
          locked
              ? "nothing is forgotten; set spec.restic.unlock of %s to a new value".formatted(name)
              : "the newest snapshot may be partial; read the status of " + name);
    } else if ("Bound".equals(phase) && !since.isEmpty() && isLong(since)) {
      told.fail(
          "backup-stuck",
          namespace,
          claim,
          "since %s; read the status of %s".formatted(since, name));
    }
  }

  private boolean isLong(String since) {
    return Duration.between(Instant.parse(since), inputs.now()).toSeconds()
        > inputs.number("MAX_STALE_SECONDS");
  }
}
