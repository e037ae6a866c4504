package dev.kyverdict.world.volsync;

import dev.kyverdict.world.control.Key;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A mover at work.
 *
 * @param job its job
 * @param uid the uid of the job
 * @param attempt how many pods of this job came before
 * @param began when it began
 * @param number how many stages are over
 * @param stages what is still to do, the current stage first
 * @param environment the variables of the script
 * @param volume the volume at {@code /data}
 * @param version of which VolSync the script is
 * @param held the lock in the repository; empty for none
 * @param chosen the snapshot that is restored; empty for none yet
 * @param log what it has printed
 */
record MoverRun(
    Key job,
    String uid,
    int attempt,
    Instant began,
    int number,
    List<Stage> stages,
    Map<String, String> environment,
    String volume,
    VolSyncVersion version,
    String held,
    String chosen,
    List<String> log) {

  Stage stage() {
    return stages.getFirst();
  }

  /**
   * A word that no other mover, and this one at no other stage, has; not in another cluster either.
   */
  String mark() {
    return uid + "/" + attempt + "/" + began + "/" + number;
  }

  String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  MoverRun printing(String... lines) {
    List<String> longer = Stream.concat(log.stream(), Stream.of(lines)).toList();
    return new MoverRun(
        job,
        uid,
        attempt,
        began,
        number,
        stages,
        environment,
        volume,
        version,
        held,
        chosen,
        longer);
  }

  MoverRun holding(String lock) {
    return new MoverRun(
        job, uid, attempt, began, number, stages, environment, volume, version, lock, chosen, log);
  }

  MoverRun choosing(String snapshot) {
    return new MoverRun(
        job,
        uid,
        attempt,
        began,
        number,
        stages,
        environment,
        volume,
        version,
        held,
        snapshot,
        log);
  }

  /** With other stages. */
  MoverRun facing(List<Stage> other) {
    return new MoverRun(
        job, uid, attempt, began, number, other, environment, volume, version, held, chosen, log);
  }

  /** At its next stage. */
  MoverRun next() {
    List<Stage> rest = stages.subList(1, stages.size());
    return new MoverRun(
        job,
        uid,
        attempt,
        began,
        number + 1,
        rest,
        environment,
        volume,
        version,
        held,
        chosen,
        log);
  }
}
