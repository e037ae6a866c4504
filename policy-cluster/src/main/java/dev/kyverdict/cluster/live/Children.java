package dev.kyverdict.cluster.live;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** Programs that are needed together. */
final class Children implements AutoCloseable {

  private final List<Child> running = new CopyOnWriteArrayList<>();

  void add(Child child) {
    running.add(child);
  }

  /**
   * Nothing when all run.
   *
   * @throws LiveClusterException when one does not
   */
  void mustRun() {
    running.forEach(Child::mustRun);
  }

  /**
   * Waits until something holds.
   *
   * @throws LiveClusterException when it does not come, or when one of them ends before
   */
  void await(Duration atMost, String what, BooleanSupplier condition) {
    await(atMost, what, this::mustRun, condition);
  }

  /**
   * The same.
   *
   * @param alive throws what is to be thrown when somebody who is needed has ended
   */
  static void await(Duration atMost, String what, Runnable alive, BooleanSupplier condition) {
    boolean came =
        Polling.until(
            atMost,
            () -> {
              alive.run();
              return condition.getAsBoolean();
            });
    if (!came) {
      throw new LiveClusterException("waited " + atMost.toSeconds() + " s in vain until " + what);
    }
  }

  /** Ends them all at once. */
  @Override
  public void close() {
    List<Child> all = running.reversed();
    all.forEach(Child::kill);
    all.forEach(Child::close);
    running.clear();
  }
}
