package dev.kyverdict.world.volsync;

import dev.kyverdict.world.control.CallFailedException;
import dev.kyverdict.world.control.Desk;
import dev.kyverdict.world.control.Kind;
import dev.kyverdict.world.kube.Trees;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Has a mover run ({@code internal/controller/mover/restic/mover.go}, {@code logfilter.go}, {@code
 * internal/controller/utils/podlogs.go}). A job that has failed eight times is made anew, for ever.
 */
final class MoverJob {

  private static final Duration PRUNE_INTERVAL = Duration.ofDays(7);
  private static final int LONGEST_NAME = 63;
  private static final int LONGEST_LOG = 1024;
  private static final Pattern TELLING =
      Pattern.compile(
          "^\\s*[pP]rocessed\\s.+[fF]iles|^\\s*[sS]napshot\\s.+[sS]aved|^\\s*No eligible|No data"
              + "|Directory is empty|^\\s*[cC]reated|^\\s*[rR]epository\\s.+[oO]pened"
              + "|^\\s*[rR]estoring|^\\s*[nN]o parent snapshot|^\\s*[uU]sing parent snapshot"
              + "|^\\s*[aA]dded to the repository|^\\s*[sS]uccessfully|RESTORE_OPTIONS"
              + "|[iI]nitialize [dD]ir|^\\s*[fF]atal|^\\s*ERROR|^\\s*[rR]estic completed in");

  private final Desk desk;
  private final ObjectNode owner;
  private final ObjectNode status;
  private final boolean source;
  private final VolSyncVersion version;
  private final boolean privileged;

  MoverJob(
      Desk desk, ObjectNode owner, ObjectNode status, VolSyncVersion version, boolean privileged) {
    this.desk = desk;
    this.owner = owner;
    this.status = status;
    this.source = Trees.text(owner, "kind").equals(Kind.SOURCE.kind());
    this.version = version;
    this.privileged = privileged;
  }

  /** Whether the mover has done its work; if not, it is made sure that it can. */
  boolean isDone(JsonNode data, JsonNode cache, String account, JsonNode secret) {
    JobTemplate template =
        new JobTemplate(
            owner,
            version.image(),
            privileged,
            Trees.name(data),
            Trees.name(cache),
            account,
            secret,
            actions());
    ObjectNode job = ensure(template);
    if (Trees.at(job, "status/failed").asInt(0) >= JobTemplate.BACKOFF_LIMIT) {
      report("Failed", job, line -> true);
      desk.delete(Kind.JOB, job);
      return false;
    }
    if (Trees.at(job, "status/succeeded").asInt(0) == 0) {
      return false;
    }
    if (source) {
      noteUpkeep();
    }
    report("Successful", job, line -> TELLING.matcher(line).find());
    return true;
  }

  /** What cannot be changed is deleted and made anew ({@code utils/reconcile.go}). */
  private ObjectNode ensure(JobTemplate template) {
    String namespace = Trees.namespace(owner);
    try {
      return desk.ensure(Kind.JOB, namespace, name(), template::write).object();
    } catch (CallFailedException failed) {
      if (failed.status() == 422
          && failed.text().toLowerCase(Locale.ROOT).contains("field is immutable")) {
        desk.delete(
            Kind.JOB, Trees.head(Kind.JOB.apiVersion(), Kind.JOB.kind(), namespace, name()));
        throw new CallFailedException(
            "unable to update object. Deleting object so it can be recreated");
      }
      throw failed;
    }
  }

  private String name() {
    String prefix = "volsync-" + (source ? "src-" : "dst-");
    String name = prefix + Trees.name(owner);
    if (name.length() <= LONGEST_NAME) {
      return name;
    }
    CRC32 checksum = new CRC32();
    checksum.update(Trees.name(owner).getBytes(StandardCharsets.UTF_8));
    return prefix + "%08x".formatted(checksum.getValue());
  }

  private List<String> actions() {
    if (!source) {
      return List.of("restore");
    }
    List<String> actions = new ArrayList<>();
    if (isToUnlock()) {
      actions.add("unlock");
    }
    actions.add("backup");
    if (isToPrune()) {
      actions.add("prune");
    }
    return List.copyOf(actions);
  }

  private String unlock() {
    return Replication.restic(owner, "unlock").asString("");
  }

  private boolean isToUnlock() {
    return !unlock().isEmpty() && !unlock().equals(Trees.text(status, "restic/lastUnlocked"));
  }

  private boolean isToPrune() {
    JsonNode days = Replication.restic(owner, "pruneIntervalDays");
    Duration interval = days.isNumber() ? Duration.ofDays(days.asLong()) : PRUNE_INTERVAL;
    Instant last =
        Trees.time(status, "restic/lastPruned")
            .or(() -> Trees.time(owner, "metadata/creationTimestamp"))
            .orElse(Instant.EPOCH);
    return desk.host().now().isAfter(last.plus(interval));
  }

  private void noteUpkeep() {
    ObjectNode restic = status.withObject("restic");
    if (isToUnlock()) {
      restic.put("lastUnlocked", unlock());
    } else if (unlock().isEmpty()) {
      restic.remove("lastUnlocked");
    }
    if (isToPrune()) {
      restic.put("lastPruned", Trees.time(desk.host().now()));
    }
  }

  private void report(String result, JsonNode job, Predicate<String> telling) {
    ObjectNode latest = status.putObject("latestMoverStatus").put("result", result);
    String kept =
        logs(job).stream()
            .flatMap(it -> it.valueStream())
            .map(it -> it.asString(""))
            .filter(telling)
            .collect(Collectors.joining("\n"));
    if (!kept.isEmpty()) {
      latest.put("logs", kept.substring(Math.max(0, kept.length() - LONGEST_LOG)));
    }
  }

  /** Logs that cannot be had are no error. */
  private Optional<JsonNode> logs(JsonNode job) {
    try {
      return desk.fetch(Movers.URL + Marks.uid(job));
    } catch (CallFailedException unknown) {
      return Optional.empty();
    }
  }
}
