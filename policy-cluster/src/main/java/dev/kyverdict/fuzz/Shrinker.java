package dev.kyverdict.fuzz;

import dev.kyverdict.fuzz.Differential.Outcome;
import dev.kyverdict.fuzz.Differential.Relation;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Makes a case that shows a difference as small as it can, the difference staying the same. */
final class Shrinker {

  private static final int BATCH = 48;

  private final Differential differential;
  private int budget;

  /**
   * A shrinker.
   *
   * @param budget how many smaller cases it may ask about
   */
  Shrinker(Differential differential, int budget) {
    this.differential = differential;
    this.budget = budget;
  }

  /** The smallest outcome that it found. */
  Outcome shrink(Outcome first) {
    Outcome current = first;
    while (budget > 0) {
      Outcome smaller = step(current);
      if (smaller == current) {
        return current;
      }
      current = smaller;
    }
    return current;
  }

  private Outcome step(Outcome current) {
    List<ObjectNode> candidates = Reductions.of(current.about().question());
    for (int from = 0; from < candidates.size() && budget > 0; from += BATCH) {
      List<Case> cases =
          candidates.subList(from, Math.min(from + BATCH, candidates.size())).stream()
              .map(tree -> new Case(current.about().family(), current.about().number(), tree))
              .toList();
      budget -= cases.size();
      for (Outcome outcome : differential.ask(cases)) {
        if (outcome.relation() == Relation.DIFFERENT
            && outcome.signature().equals(current.signature())) {
          return outcome;
        }
      }
    }
    return current;
  }
}
