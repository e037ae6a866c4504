package dev.kyverdict.engine.explain;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.ClusterReader;
import dev.kyverdict.engine.admission.CompiledPolicy;
import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.engine.admission.Engine;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The smallest set of changes, at most two, after which the outcome is another one. It is found by
 * asking the engine again.
 *
 * @param changes the changes
 * @param decision what is decided then
 */
record NearestFlip(List<Change> changes, Decision decision) {

  /** More pairs than that are not tried. */
  private static final int MOST_PAIRS = 4_000;

  NearestFlip {
    changes = List.copyOf(changes);
  }

  static Optional<NearestFlip> find(
      Engine engine, List<CompiledPolicy> policies, Decision decision, ClusterReader cluster) {
    List<Change> candidates = Candidates.of(decision, policies);
    for (Change change : candidates) {
      Decision other = decide(engine, policies, decision, cluster, List.of(change));
      if (!Outcome.of(other).equals(Outcome.of(decision))) {
        return Optional.of(new NearestFlip(List.of(change), other));
      }
    }
    int tried = 0;
    for (int i = 0; i < candidates.size(); i++) {
      for (int j = i + 1; j < candidates.size() && tried < MOST_PAIRS; j++) {
        List<Change> pair = List.of(candidates.get(i), candidates.get(j));
        if (!pair.getFirst().subject().equals(pair.getLast().subject())) {
          tried++;
          Decision other = decide(engine, policies, decision, cluster, pair);
          if (!Outcome.of(other).equals(Outcome.of(decision))) {
            return Optional.of(new NearestFlip(pair, other));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Decision decide(
      Engine engine,
      List<CompiledPolicy> policies,
      Decision decision,
      ClusterReader cluster,
      List<Change> changes) {
    return engine.admit(
        policies,
        changed(decision.request(), changes),
        new ReplayCluster(cluster, decision.calls(), changes));
  }

  private static AdmissionRequest changed(AdmissionRequest request, List<Change> changes) {
    AdmissionRequest changed = request;
    for (Change change : changes) {
      if (change instanceof Change.FieldChange(var pointer, var value, var text)) {
        List<String> place = Trees.parts(pointer);
        List<String> inside = place.subList(1, place.size());
        JsonNode before =
            place.getFirst().equals("object") ? changed.object() : changed.oldObject();
        JsonNode after = Trees.with(before, inside, value);
        changed =
            place.getFirst().equals("object")
                ? changed.withObject(after)
                : changed.withOldObject(after);
      }
    }
    return changed;
  }

  String text() {
    return changes.stream().map(Change::text).collect(Collectors.joining(", and "))
        + ": "
        + Outcome.of(decision).text();
  }
}
