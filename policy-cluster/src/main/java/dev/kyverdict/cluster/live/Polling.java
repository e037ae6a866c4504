package dev.kyverdict.cluster.live;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting on the real clock. */
final class Polling {

  private static final Duration STEP = Duration.ofMillis(25);

  private Polling() {}

  /** Waits until something holds; tells whether it does. */
  static boolean until(Duration atMost, BooleanSupplier condition) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() >= end) {
        return false;
      }
      sleep(STEP);
    }
    return true;
  }

  static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new LiveClusterException("interrupted while waiting", interrupted);
    }
  }
}
