package dev.kyverdict.twice;

import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.twice.Scene.Alone;
import dev.kyverdict.twice.Scene.Case;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;

/** A scene that is played on a cluster: what was noted in each case, by its name. */
final class Performance {

  private final Cluster cluster;
  private final Surroundings around;
  private final Scene scene;
  private final Map<String, ArrayNode> notes = new LinkedHashMap<>();

  private Performance(Cluster cluster, Surroundings around, Scene scene) {
    this.cluster = cluster;
    this.around = around;
    this.scene = scene;
  }

  /**
   * Plays a scene.
   *
   * @param together runs several things, side by side or one after another
   */
  static Map<String, ArrayNode> of(
      Scene scene, Cluster cluster, Surroundings around, Consumer<List<Runnable>> together) {
    Performance performance = new Performance(cluster, around, scene);
    performance.play(together);
    return performance.notes;
  }

  private void play(Consumer<List<Runnable>> together) {
    Stage given = new Stage(cluster, around, scene.name());
    perform(given, scene.given());
    if (!given.notes().isEmpty()) {
      notes.put(scene.name() + ": " + Scene.GIVEN, given.notes());
    }
    Optional<String> stopped = stopped();
    stopped.ifPresent(cluster::stop);
    if (scene.apart()) {
      apart(together);
    } else {
      for (Case one : scene.cases()) {
        Stage stage = new Stage(cluster, around, scene.name());
        notes.put(one.name(), stage.notes());
        perform(stage, one.script());
      }
    }
    stopped.ifPresent(cluster::start);
  }

  private void apart(Consumer<List<Runnable>> together) {
    List<Runnable> runs = new ArrayList<>();
    int number = 0;
    for (Case one : scene.cases()) {
      Stage stage = new Stage(cluster, around, scene.name() + "-" + ++number);
      notes.put(one.name(), stage.notes());
      runs.add(
          () -> {
            stage.givenNamespace();
            perform(stage, one.script());
          });
    }
    together.accept(runs);
  }

  /** What goes wrong in a script is noted too: it must go wrong in the same way elsewhere. */
  private static void perform(Stage stage, Consumer<Stage> script) {
    try {
      script.accept(stage);
    } catch (RuntimeException failed) {
      stage.note("failed: " + Slim.text(String.valueOf(failed)), Manifests.of("{}"));
    }
  }

  private Optional<String> stopped() {
    return switch (scene.alone()) {
      case ADMISSION_STOPPED -> Optional.of(Cluster.ADMISSION_CONTROLLER);
      case BACKGROUND_STOPPED -> Optional.of(Cluster.BACKGROUND_CONTROLLER);
      case NOTHING, CLUSTER -> Optional.empty();
    };
  }

  /** Whether a scene may run beside others. */
  static boolean besides(Scene scene) {
    return scene.alone() == Alone.NOTHING;
  }
}
