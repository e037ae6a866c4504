package dev.kyverdict.cases;

import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.world.PrewarmOutcome;
import dev.kyverdict.world.PrewarmPod;
import dev.kyverdict.world.PrewarmScene;
import dev.kyverdict.world.kube.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run of the pre-warm in a scene of the script's own tests; as the safe profile has it, with the
 * catalogue and without asking for a base Secret, or as planned.
 */
record Played(PrewarmOutcome outcome, Map<String, String> before) {

  /** Plays a scene with the settings of a profile. */
  static Played of(String profile, String name, Fault... faults) {
    PrewarmScene read = PrewarmScene.read(name);
    ObjectNode given = (ObjectNode) read.given().deepCopy();
    if (profile.equals(Case.SAFE)) {
      given.withObject("env").put("CATALOGUE", "volsync-catalogue").put("BASE_SECRET", "");
    } else {
      given.withObject("env").remove("CATALOGUE");
    }
    PrewarmScene scene = new PrewarmScene(name, given);
    try {
      return new Played(new PrewarmPod(scene).run(faults), triggers(scene));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Map<String, String> triggers(PrewarmScene scene) {
    return scene.objects().stream()
        .filter(it -> Trees.text(it, "kind").equals("ReplicationDestination"))
        .collect(Collectors.toMap(Trees::key, it -> Trees.text(it, "spec/trigger/manual")));
  }

  int exit() {
    return outcome.exit();
  }

  /** What was said of a namespace, or of a claim in one. */
  List<String> said(String key) {
    return outcome.lines().stream()
        .filter(it -> key.equals(about(it)))
        .map(it -> Trees.text(it, "result"))
        .toList();
  }

  private static String about(tools.jackson.databind.JsonNode line) {
    String claim = Trees.text(line, "pvc");
    return Trees.text(line, "ns") + (claim.isEmpty() ? "" : "/" + claim);
  }

  /** What was said of all. */
  List<String> said() {
    return outcome.lines().stream().map(it -> Trees.text(it, "result")).toList();
  }

  boolean has(String kind, String key) {
    return outcome.objects().containsKey(kind + " " + key);
  }

  /** The tag that a destination is told to sync; nothing when there is none. */
  String trigger(String claim) {
    String key = "ReplicationDestination " + claim + "-restore";
    return outcome.objects().containsKey(key)
        ? Trees.text(outcome.objects().get(key), "spec/trigger/manual")
        : "";
  }

  /** Whether every destination is there, and told what it was told before. */
  boolean leavesDestinations() {
    return before.entrySet().stream()
        .allMatch(
            it ->
                trigger(it.getKey().replaceFirst("-restore$", "")).equals(it.getValue())
                    && has("ReplicationDestination", it.getKey()));
  }

  boolean destinationsMade() {
    return outcome.objects().keySet().stream()
        .filter(it -> it.startsWith("ReplicationDestination "))
        .map(it -> it.substring("ReplicationDestination ".length()))
        .anyMatch(it -> !before.containsKey(it));
  }
}
