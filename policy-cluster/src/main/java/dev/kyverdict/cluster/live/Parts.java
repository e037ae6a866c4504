package dev.kyverdict.cluster.live;

import java.nio.file.Path;

/** What a running cluster consists of. */
record Parts(
    Path folder,
    ControlPlane plane,
    Api api,
    Strikes faults,
    Roads roads,
    Kyverno kyverno,
    Reset reset)
    implements AutoCloseable {

  /** Ends all, in the order in which nobody misses anybody. */
  @Override
  public void close() {
    kyverno.close();
    roads.close();
    api.close();
    plane.close();
  }
}
