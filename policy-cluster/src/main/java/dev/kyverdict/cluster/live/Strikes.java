package dev.kyverdict.cluster.live;

import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.fault.Effect;
import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.cluster.fault.Faults;
import java.time.Instant;
import java.util.Optional;

/** The faults of a cluster in which many call at once. */
final class Strikes {

  private Faults faults = new Faults();

  synchronized void add(Fault fault) {
    faults.add(fault);
  }

  synchronized void remove(Fault fault) {
    faults.remove(fault);
  }

  synchronized void clear() {
    faults = new Faults();
  }

  synchronized Optional<Effect> strike(Request request) {
    return faults.strike(request, Instant.now());
  }
}
