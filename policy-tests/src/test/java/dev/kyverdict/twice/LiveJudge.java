package dev.kyverdict.twice;

import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.live.Installation;
import dev.kyverdict.cluster.live.LiveCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Plays scenes in a real cluster: those that may, side by side, so that they wait at once. */
final class LiveJudge {

  private static final int SIDE_BY_SIDE = 12;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final LiveCluster cluster;
  private final LiveSurroundings around;
  private final Client admin;
  private final Map<String, ArrayNode> notes = new ConcurrentHashMap<>();

  private LiveJudge(LiveCluster cluster, LiveSurroundings around) {
    this.cluster = cluster;
    this.around = around;
    this.admin = new Client(cluster, Stage.ADMIN);
  }

  /** Judges in the cluster that the tests share. */
  static Map<String, ArrayNode> judge(Installation installation, List<Scene> scenes) {
    LiveCluster shared = LiveCluster.shared(installation);
    shared.clear();
    return judge(shared, scenes);
  }

  /**
   * Judges in a cluster where nobody was before: namespaces of the same name may linger elsewhere.
   */
  static Map<String, ArrayNode> judgeApart(Installation installation, List<Scene> scenes) {
    try (LiveCluster own = LiveCluster.start(installation)) {
      return judge(own, scenes);
    }
  }

  private static Map<String, ArrayNode> judge(LiveCluster cluster, List<Scene> scenes) {
    try (LiveSurroundings around = new LiveSurroundings(cluster)) {
      LiveJudge judge = new LiveJudge(cluster, around);
      judge.judge(scenes);
      return judge.notes;
    } finally {
      cluster.clear();
    }
  }

  private void judge(List<Scene> scenes) {
    rights();
    together(
        scenes.stream().filter(Performance::besides).<Runnable>map(it -> () -> play(it)).toList());
    for (Scene scene : scenes) {
      if (!Performance.besides(scene)) {
        withoutPolicies();
        rights();
        play(scene);
      }
    }
  }

  private void play(Scene scene) {
    long start = System.nanoTime();
    notes.putAll(Performance.of(scene, cluster, around, LiveJudge::together));
    System.out.printf("%s: %.1f s%n", scene.name(), (System.nanoTime() - start) / 1_000_000_000.0);
  }

  private void rights() {
    Manifests.resource("rights.yaml").forEach(admin::create);
    cluster.pass(Duration.ofSeconds(1));
  }

  private void withoutPolicies() {
    for (JsonNode policy : policies()) {
      admin.delete(Stage.KYVERNO, Stage.POLICY, "", policy.at("/metadata/name").asString(""));
    }
    cluster.await(PATIENCE, () -> policies().isEmpty());
    cluster.settled(PATIENCE);
  }

  private List<JsonNode> policies() {
    return admin.list(Stage.KYVERNO, Stage.POLICY, "", "");
  }

  private static void together(List<Runnable> runs) {
    try (ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
      List<? extends Future<?>> all = runs.stream().map(threads::submit).toList();
      for (Future<?> one : all) {
        one.get();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    }
  }
}
