package dev.kyverdict.cluster.kyverno.background;

import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.actor.Work;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A work queue of client-go: a key that waits already is not added twice, and what failed comes
 * back later and later ({@code k8s.io/client-go/util/workqueue}).
 */
final class Queue {

  /** How long it takes a worker: five attempts took 100 to 150 ms in a cluster on two cores. */
  private static final Duration TURN = Duration.ofMillis(20);

  private static final Duration FIRST_DELAY = Duration.ofMillis(5);

  private final int limit;
  private final Function<String, Work> work;
  private final Function<String, Work> again;
  private final Set<String> waiting = new HashSet<>();
  private final Map<String, Integer> failures = new HashMap<>();

  /**
   * An empty queue.
   *
   * @param limit how often a key that failed comes back
   * @param work what is done with a key
   * @param again how a key comes back
   */
  Queue(int limit, Function<String, Work> work, Function<String, Work> again) {
    this.limit = limit;
    this.work = work;
    this.again = again;
  }

  void add(Host host, String key) {
    if (waiting.add(key)) {
      host.after(TURN, work.apply(key));
    }
  }

  /** A worker takes a key. */
  void take(String key) {
    waiting.remove(key);
  }

  void done(String key) {
    failures.remove(key);
  }

  void failed(Host host, String key) {
    int before = failures.getOrDefault(key, 0);
    if (before >= limit) {
      done(key);
      return;
    }
    failures.put(key, before + 1);
    host.after(FIRST_DELAY.multipliedBy(1L << before), again.apply(key));
  }

  void clear() {
    waiting.clear();
    failures.clear();
  }

  Queue copy() {
    Queue copy = new Queue(limit, work, again);
    copy.waiting.addAll(waiting);
    copy.failures.putAll(failures);
    return copy;
  }
}
