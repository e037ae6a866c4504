package dev.kyverdict.model;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Failure actions by namespace, of which no two may speak of the same namespace differently. */
final class OverrideChecks {

  private static final List<String> ACTIONS = List.of("audit", "enforce", "Audit", "Enforce");

  private OverrideChecks() {}

  static boolean isAction(String action) {
    return ACTIONS.contains(action);
  }

  static void of(
      Where where, List<Spec.FailureActionOverride> overrides, Consumer<Problem> report) {
    Set<String> enforced = new TreeSet<>();
    Set<String> audited = new TreeSet<>();
    for (int i = 0; i < overrides.size(); i++) {
      String action = overrides.get(i).action().orElse("");
      Where at = where.at(i);
      if (!isAction(action)) {
        report.accept(action(at.at("action"), action));
        continue;
      }
      boolean enforces = action.endsWith("nforce");
      Set<String> own = enforces ? enforced : audited;
      Set<String> other = enforces ? audited : enforced;
      List<String> namespaces = overrides.get(i).namespaces();
      namespaces.stream()
          .flatMap(name -> other.stream().filter(seen -> overlap(name, seen)))
          .distinct()
          .map(seen -> conflict(at.at("namespaces"), seen, action))
          .forEach(report);
      own.addAll(namespaces);
    }
  }

  static Problem action(Where where, String action) {
    return where.error("failure-action", "'" + action + "' is no action", "write Audit or Enforce");
  }

  private static boolean overlap(String one, String other) {
    return Wildcards.in(one)
        ? Wildcards.match(one, other) || Wildcards.match(other, one)
        : Wildcards.match(other, one);
  }

  private static Problem conflict(Where where, String seen, String action) {
    return where.error(
        "failure-action-conflict",
        action + " meets another action for " + seen,
        "name every namespace under one action");
  }
}
