package dev.kyverdict.world.safety;

import dev.kyverdict.cluster.sim.Decided;
import dev.kyverdict.world.kube.Trees;
import dev.kyverdict.world.safety.Violation.Found;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Who is to be left alone, and is not. */
final class OptedOut {

  private static final Set<String> US = Set.of("kyverno", "volsync-prewarm");

  private OptedOut() {}

  static List<Found> touched(Sight sight) {
    List<Found> found = new ArrayList<>();
    for (Decided decided : sight.decisions()) {
      JsonNode claim = decided.decision().object();
      boolean out = !sight.takesPart(claim) || Sight.skipsRestore(claim);
      if (out && !decided.decision().allowed()) {
        found.add(new Found(Trees.key(claim), "denied. " + sight.decision(Trees.key(claim))));
      } else if (out && !decided.decision().patch().isEmpty()) {
        String patch = decided.decision().patch().toString();
        found.add(new Found(Trees.key(claim), "changed at " + decided.at() + ": " + patch));
      }
    }
    Set<String> without = new HashSet<>();
    sight.claims().stream()
        .filter(it -> !sight.takesPart(it))
        .forEach(it -> without.add(Trees.key(it)));
    sight.destinations().values().forEach(it -> object(sight, without, it, found));
    sight.others().forEach(it -> object(sight, without, it, found));
    return found;
  }

  /**
   * A destination and its Secret may be there for the backup of a claim that takes part no more.
   */
  private static void object(Sight sight, Set<String> without, JsonNode object, List<Found> found) {
    String owner = Trees.entry(Trees.at(object, "metadata/labels"), "app.kubernetes.io/managed-by");
    String claim = Trees.key(object).replaceFirst("-(restore|backup|volsync-secret)$", "");
    boolean excluded = sight.promise().excluded().contains(Trees.namespace(object));
    boolean unasked = without.contains(claim) && Backups.of(sight, claim).isEmpty();
    if (US.contains(owner) && (excluded || unasked)) {
      String kind = Trees.text(object, "kind");
      found.add(new Found(Trees.key(object), kind + " of " + owner + " where nobody asked for it"));
    }
  }
}
