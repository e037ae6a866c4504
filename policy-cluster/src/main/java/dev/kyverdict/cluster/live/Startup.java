package dev.kyverdict.cluster.live;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import tools.jackson.databind.JsonNode;

/** How a cluster comes up: as much as possible at once. */
record Startup(Installation installation, Map<String, Map<String, String>> flags) {

  /** Makes a cluster of its parts. */
  interface Assembly {
    LiveCluster of(Parts parts);
  }

  /**
   * Starts all.
   *
   * @throws LiveClusterException when it does not come up; nothing runs then, and the logs stay
   */
  LiveCluster run(Path folder, Assembly assembly) {
    List<AutoCloseable> started = new ArrayList<>();
    try {
      return run(folder, assembly, started);
    } catch (RuntimeException failed) {
      started.reversed().forEach(Startup::close);
      WorkFolder.keep(folder);
      throw new LiveClusterException(failed.getMessage() + "; the logs are in " + folder, failed);
    }
  }

  private LiveCluster run(Path folder, Assembly assembly, List<AutoCloseable> started) {
    CompletableFuture<KyvernoChart> reading =
        CompletableFuture.supplyAsync(() -> KyvernoChart.read(installation.kyvernoManifests()));
    CompletableFuture<List<JsonNode>> others =
        CompletableFuture.supplyAsync(() -> Definitions.of(installation.definitions()));
    ControlPlane plane = ControlPlane.start(installation, folder);
    started.add(plane);
    Api api = plane.connect();
    started.add(api);
    KyvernoChart chart = result(reading);
    List<JsonNode> definitions = new ArrayList<>(chart.definitions());
    definitions.addAll(result(others));
    new Setup(api, plane).install(definitions, chart.others());
    Strikes faults = new Strikes();
    Roads roads = new Roads(plane, faults);
    started.add(roads);
    Kyverno kyverno = new Kyverno(api, roads, installation, chart, folder, flags);
    started.add(kyverno);
    kyverno.start();
    return assembly.of(
        new Parts(folder, plane, api, faults, roads, kyverno, Reset.to(api, definitions)));
  }

  private static <T> T result(CompletableFuture<T> work) {
    try {
      return work.join();
    } catch (CompletionException failed) {
      throw new LiveClusterException("cannot read what belongs into the cluster", failed);
    }
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception failed) {
      throw new LiveClusterException("cannot end what was started", failed);
    }
  }
}
