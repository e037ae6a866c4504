package dev.kyverdict.twice;

import dev.kyverdict.cluster.sim.Setup;
import dev.kyverdict.cluster.sim.SimulatedCluster;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;

/** Plays scenes in simulated clusters, each in one of its own. */
final class SimulatedJudge {

  private SimulatedJudge() {}

  static Map<String, ArrayNode> judge(List<Scene> scenes) {
    SimulatedCluster base = SimulatedCluster.start(Setup.DEFAULT);
    Manifests.definitions().forEach(base::load);
    Manifests.resource("rights.yaml").forEach(base::load);
    base.pass(Duration.ofSeconds(1));
    Map<String, ArrayNode> notes = new LinkedHashMap<>();
    for (Scene scene : scenes) {
      try (SimulatedCluster cluster = base.copy()) {
        notes.putAll(
            Performance.of(
                scene,
                cluster,
                new SimulatedSurroundings(cluster),
                runs -> runs.forEach(Runnable::run)));
      }
    }
    return notes;
  }
}
