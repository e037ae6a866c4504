package dev.kyverdict.world.batch;

import dev.kyverdict.world.clock.CronSchedule;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Which of its times a CronJob has missed ({@code pkg/controller/cronjob/utils.go}, {@code
 * mostRecentScheduleTime}).
 *
 * @param earliest from when on times count
 * @param latest the latest that is due; empty when none is
 * @param missed how many, roughly
 * @param valid whether the schedule has two times at all
 */
record MissedTimes(Instant earliest, Optional<Instant> latest, long missed, boolean valid) {

  private static final Duration PADDING = Duration.ofMillis(100);
  private static final int MANY = 100;

  static MissedTimes of(JsonNode cronJob, CronSchedule schedule, Instant now, boolean deadline) {
    Instant earliest =
        Trees.time(cronJob, "status/lastScheduleTime")
            .or(() -> Trees.time(cronJob, "metadata/creationTimestamp"))
            .orElse(now);
    JsonNode seconds = Trees.at(cronJob, "spec/startingDeadlineSeconds");
    if (deadline && seconds.isNumber()) {
      Instant bound = now.minusSeconds(seconds.asLong());
      earliest = bound.isAfter(earliest) ? bound : earliest;
    }
    Optional<Instant> first = schedule.next(earliest);
    Optional<Instant> second = first.flatMap(schedule::next);
    if (first.isEmpty() || second.isEmpty()) {
      return new MissedTimes(earliest, Optional.empty(), 0, false);
    }
    if (now.isBefore(first.get())) {
      return new MissedTimes(earliest, Optional.empty(), 0, true);
    }
    if (now.isBefore(second.get())) {
      return new MissedTimes(earliest, first, 0, true);
    }
    return among(earliest, first.get(), second.get(), schedule, now);
  }

  private static MissedTimes among(
      Instant earliest, Instant first, Instant second, CronSchedule schedule, Instant now) {
    long between = Duration.between(first, second).toSeconds();
    long missed = Duration.between(first, now).toSeconds() / between + 1;
    Optional<Instant> latest = Optional.empty();
    Optional<Instant> next = schedule.next(first.plusSeconds((missed - 2) * between));
    while (next.isPresent() && !next.get().isAfter(now)) {
      latest = next;
      next = schedule.next(next.get());
    }
    return new MissedTimes(earliest, latest, missed, true);
  }

  /** Whether there are so many that it is told as an event; the latest runs all the same. */
  boolean areMany() {
    return missed > MANY;
  }

  /** How long until the next time ({@code nextScheduleTimeDuration}). */
  static Duration untilNext(JsonNode cronJob, CronSchedule schedule, Instant now) {
    MissedTimes times = of(cronJob, schedule, now, false);
    Instant base =
        times.valid() && times.latest().isEmpty() && times.missed() == 0
            ? times.earliest()
            : times.latest().orElse(now);
    return schedule
        .next(base)
        .map(it -> Duration.between(now, it.plus(PADDING)))
        .orElse(Duration.ofDays(1));
  }
}
