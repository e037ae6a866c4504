package dev.kyverdict.rebuild;

import dev.kyverdict.world.World;
import dev.kyverdict.world.safety.Safety;
import dev.kyverdict.world.safety.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lets time pass and looks again and again whether everything is kept that is guaranteed. */
final class Watch {

  private final Duration step;
  private final Map<String, Violation> violated = new LinkedHashMap<>();
  private int looks;

  private Watch(Duration step) {
    this.step = step;
  }

  /** Looks every so often. */
  static Watch every(Duration step) {
    return new Watch(step);
  }

  /** Lets time pass. */
  void pass(World world, Duration time) {
    Instant end = world.cluster().now().plus(time);
    while (world.cluster().now().isBefore(end)) {
      Duration left = Duration.between(world.cluster().now(), end);
      world.pass(left.compareTo(step) < 0 ? left : step);
      look(world);
    }
  }

  /** Looks now. */
  void look(World world) {
    looks++;
    for (Violation violation : Safety.ofPlan().check(world)) {
      violated.putIfAbsent(violation.guarantee() + " " + violation.place(), violation);
    }
  }

  /** How often it has looked. */
  int looks() {
    return looks;
  }

  /** What it has seen violated, each once, even if it was kept again later. */
  List<Violation> violated() {
    return List.copyOf(violated.values());
  }
}
