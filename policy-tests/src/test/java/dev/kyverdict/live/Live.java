package dev.kyverdict.live;

import dev.kyverdict.cluster.live.Installation;
import dev.kyverdict.cluster.live.LiveCluster;
import dev.kyverdict.referee.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The real cluster of the tests. */
public final class Live {

  /** Tests of this one cluster take turns: {@code @ResourceLock(Live.LOCK)}. */
  public static final String LOCK = "the real cluster";

  private static Optional<LiveCluster> started = Optional.empty();

  private Live() {}

  /**
   * The cluster that all tests share, as if it had just been started. Without its programs the test
   * is skipped and says so, in CI it fails.
   */
  public static synchronized LiveCluster cluster() {
    LiveCluster cluster = LiveCluster.shared(installation());
    started = Optional.of(cluster);
    cluster.clear();
    return cluster;
  }

  /** The same, when a test has asked for it. */
  static synchronized Optional<LiveCluster> started() {
    return started;
  }

  /** What a cluster is started from; without it the test is skipped, in CI it fails. */
  static Installation installation() {
    List<Path> definitions =
        Stream.of("volsync", "snapshot", "external-secrets")
            .flatMap(folder -> Project.sharedIfThere("crds/" + folder).stream())
            .toList();
    Installation installation =
        Installation.of(Project.root().resolve("tools/bin")).with(definitions);
    Optional<String> missing = installation.missing();
    Project.requireFromTools(missing.isEmpty(), missing.orElse("nothing"));
    return installation;
  }
}
