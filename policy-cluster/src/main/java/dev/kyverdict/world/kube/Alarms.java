package dev.kyverdict.world.kube;

import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.actor.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * When an actor is to look at its things again, one time for each: what is asked for sooner takes
 * the place of what was asked for later, as in client-go's delaying queue.
 */
public final class Alarms {

  /**
   * A thing is to be looked at.
   *
   * @param key the thing
   * @param at when; an alarm that was set anew since then rings in vain
   */
  public record Ring(String key, Instant at) implements Work {}

  private final Map<String, Instant> set = new TreeMap<>();

  /** None. */
  public Alarms() {}

  /** Forgets all, as a process does that starts again. */
  public void clear() {
    set.clear();
  }

  /** Sets one, unless an earlier one is set. */
  public void in(Host host, Duration delay, String key) {
    Instant at = host.now().plus(delay.isNegative() ? Duration.ZERO : delay);
    Instant earlier = set.get(key);
    if (earlier == null || at.isBefore(earlier)) {
      set.put(key, at);
      host.after(Duration.between(host.now(), at), new Ring(key, at));
    }
  }

  /** Whether a ring is to be heeded; it is then over. */
  public boolean heeds(Ring ring) {
    return set.remove(ring.key(), ring.at());
  }

  /** A copy. */
  public Alarms copy() {
    Alarms copy = new Alarms();
    copy.set.putAll(set);
    return copy;
  }
}
