package dev.kyverdict.cluster.fault;

import dev.kyverdict.cluster.Request;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The faults of a cluster, and how many calls each has seen. Not for several threads. */
public final class Faults {

  private final Map<Fault, Integer> seen = new LinkedHashMap<>();

  /** None. */
  public Faults() {}

  /** Adds one; its count begins now. */
  public void add(Fault fault) {
    seen.put(fault, 0);
  }

  /** Takes one away. */
  public void remove(Fault fault) {
    seen.remove(fault);
  }

  /** What happens to a call; the fault that was added first decides. All count it. */
  public Optional<Effect> strike(Request request, Instant now) {
    Optional<Effect> effect = Optional.empty();
    for (Map.Entry<Fault, Integer> entry : seen.entrySet()) {
      Fault fault = entry.getKey();
      if (fault.fits(request, now)) {
        int number = entry.getValue() + 1;
        entry.setValue(number);
        if (effect.isEmpty() && fault.strikes(number)) {
          effect = Optional.of(fault.effect());
        }
      }
    }
    return effect;
  }

  /** A copy that counts by itself. */
  public Faults copy() {
    Faults copy = new Faults();
    copy.seen.putAll(seen);
    return copy;
  }
}
