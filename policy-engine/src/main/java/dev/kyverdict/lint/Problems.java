package dev.kyverdict.lint;

import dev.kyverdict.model.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is found in one manifest; the same thing found twice counts once. */
final class Problems {

  private final Set<Problem> found = new LinkedHashSet<>();

  /**
   * Adds one.
   *
   * @param what the thing and its place, such as {@code rule 'x', context[0].apiCall}
   * @param problem what is wrong with it
   */
  void add(LintId id, String pointer, String what, String problem, String repair) {
    found.add(new Problem(id.id(), id.severity(), pointer, what + ": " + problem, repair));
  }

  List<Problem> list() {
    return new ArrayList<>(found);
  }
}
