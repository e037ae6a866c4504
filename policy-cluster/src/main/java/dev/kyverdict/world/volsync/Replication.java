package dev.kyverdict.world.volsync;

import dev.kyverdict.world.clock.CronSchedule;
import dev.kyverdict.world.control.CallFailedException;
import dev.kyverdict.world.control.Desk;
import dev.kyverdict.world.control.Kind;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One look at a ReplicationSource or a ReplicationDestination: where it stands follows from its
 * status alone ({@code internal/controller/statemachine/machine.go}).
 */
final class Replication {

  /** How often a sync that makes no progress is looked at ({@code mover.InProgress}). */
  private static final Duration RETRY = Duration.ofMinutes(1);

  private final Desk desk;
  private final ObjectNode object;
  private final ObjectNode status;
  private final boolean source;
  private final ResticMover mover;

  private Replication(Desk desk, ObjectNode object, ObjectNode status, ResticMover mover) {
    this.desk = desk;
    this.object = object;
    this.status = status;
    this.source = Trees.text(object, "kind").equals(Kind.SOURCE.kind());
    this.mover = mover;
  }

  /** Looks at an object; answers when to look again even if nothing changes. */
  static Optional<Duration> reconcile(Desk desk, ObjectNode found, VolSyncVersion version) {
    ObjectNode object = found.deepCopy();
    ObjectNode status = object.withObject("status");
    Kind kind = Kind.of(object).orElseThrow();
    if (kind == Kind.DESTINATION) {
      Cleanup.relinquish(desk, object);
    }
    boolean external = Trees.at(object, "spec/external").isObject();
    if (!Trees.at(object, "spec/restic").isObject()) {
      if (!external) {
        Conditions.error(
            status,
            desk.host().now(),
            "no matching data mover was found - enabled movers: [restic]");
        save(desk, kind, found, object);
        throw new CallFailedException("no matching data mover was found");
      }
      return Optional.empty();
    }
    boolean privileged = ResticMover.isPrivileged(desk, Trees.namespace(object));
    ResticMover mover = new ResticMover(desk, object, status, version, privileged);
    try {
      Optional<Duration> again = new Replication(desk, object, status, mover).run();
      save(desk, kind, found, object);
      return again;
    } catch (CallFailedException failed) {
      Conditions.error(status, desk.host().now(), failed.text());
      save(desk, kind, found, object);
      throw failed;
    }
  }

  private static void save(Desk desk, Kind kind, ObjectNode found, ObjectNode object) {
    if (!object.equals(found)) {
      desk.updateStatus(kind, object);
    }
  }

  private Optional<Duration> run() {
    if (status.has("lastSyncTime") && trigger() == Trigger.SCHEDULE) {
      schedule();
    }
    if (status.has("lastSyncStartTime")) {
      return synchronize();
    }
    if (status.has("lastSyncTime")) {
      return cleanUp();
    }
    begin();
    return Optional.empty();
  }

  private enum Trigger {
    MANUAL,
    SCHEDULE,
    NONE
  }

  /** A manual trigger switches the schedule off. */
  private Trigger trigger() {
    if (!manual().isEmpty()) {
      return Trigger.MANUAL;
    }
    return cron().isEmpty() ? Trigger.NONE : Trigger.SCHEDULE;
  }

  private String manual() {
    return Trees.text(object, "spec/trigger/manual");
  }

  private String cron() {
    return Trees.text(object, "spec/trigger/schedule");
  }

  private CronSchedule schedule() {
    return CronSchedule.parse(cron())
        .orElseThrow(() -> new CallFailedException("failed to parse schedule: " + cron()));
  }

  private Instant now() {
    return desk.host().now();
  }

  private void begin() {
    status.put("lastSyncStartTime", Trees.time(now()));
    Conditions.SYNCING.set(status, now());
  }

  private Optional<Duration> synchronize() {
    ResticMover.Progress progress = mover.synchronize();
    progress.image().ifPresent(this::keep);
    if (!progress.completed()) {
      Conditions.SYNCING.set(status, now());
      return Optional.of(RETRY);
    }
    Instant start = Trees.time(status, "lastSyncStartTime").orElse(now());
    status.put("lastSyncTime", Trees.time(now()));
    status.put("lastSyncDuration", GoDuration.text(Duration.between(start, now())));
    planNext();
    // whatever the trigger says now counts as done, even if it said something else at the start
    if (manual().isEmpty()) {
      status.remove("lastManualSync");
    } else {
      status.put("lastManualSync", manual());
    }
    status.remove("lastSyncStartTime");
    Conditions.CLEANUP.set(status, now());
    return Optional.empty();
  }

  private void keep(ObjectNode image) {
    if (!source) {
      Cleanup.markOld(desk, object, status.path("latestImage"), image);
      status.set("latestImage", image);
    }
  }

  private void planNext() {
    Instant last = Trees.time(status, "lastSyncTime").orElse(now());
    Optional<Instant> next =
        trigger() == Trigger.SCHEDULE ? schedule().next(last) : Optional.empty();
    next.ifPresentOrElse(
        time -> status.put("nextSyncTime", Trees.time(time)), () -> status.remove("nextSyncTime"));
  }

  private Optional<Duration> cleanUp() {
    mover.cleanUp();
    planNext();
    if (isDue()) {
      begin();
      return Optional.empty();
    }
    boolean scheduled = trigger() == Trigger.SCHEDULE;
    (scheduled ? Conditions.SCHEDULED : Conditions.MANUAL).set(status, now());
    return Trees.time(status, "nextSyncTime").map(time -> Duration.between(now(), time));
  }

  private boolean isDue() {
    return switch (trigger()) {
      // upstream wants the time to be over, which it is by the time that a real timer has rung
      case SCHEDULE ->
          Trees.time(status, "nextSyncTime").filter(time -> !now().isBefore(time)).isPresent();
      case MANUAL -> !manual().equals(Trees.text(status, "lastManualSync"));
      case NONE -> true;
    };
  }

  /** A field of the mover. */
  static JsonNode restic(JsonNode object, String field) {
    return Trees.at(object, "spec/restic").path(field);
  }
}
