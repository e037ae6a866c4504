package dev.kyverdict.cluster.live;

import java.util.Optional;

/** The cluster that all tests of a process use. */
final class Shared {

  private static Optional<LiveCluster> running = Optional.empty();

  private Shared() {}

  static synchronized LiveCluster of(Installation installation) {
    LiveCluster cluster = running.orElseGet(() -> LiveCluster.start(installation));
    if (running.isEmpty()) {
      running = Optional.of(cluster);
      Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "live-cluster-end"));
    }
    return cluster;
  }
}
