package dev.kyverdict.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code mutate}. */
final class MutateChecks {

  private MutateChecks() {}

  static void of(Where where, Mutate mutate, Optional<String> namespace, Consumer<Problem> report) {
    switch (mutate.patch()) {
      case Mutate.NoPatch() -> {}
      case Mutate.JsonPatch(var text) -> {
        if (!text.isEmpty()) {
          JsonPatchChecks.of(where.at("patchesJson6902"), text, report);
        }
      }
      case Mutate.StrategicMerge(var tree) ->
          LabelTextChecks.of(where.at("patchStrategicMerge"), tree, report);
      case Mutate.ForEachPatch(var loops) -> loops(where.at("foreach"), loops, report);
    }
    namespace.ifPresent(own -> targets(where.at("targets"), mutate.targets(), own, report));
  }

  /** Whether Kyverno would see no mutate at all, once it is rendered. */
  static boolean isNothing(Mutate mutate) {
    return isNothing(mutate.patch())
        && mutate.targets().isEmpty()
        && mutate.mutateExistingOnPolicyUpdate().isEmpty();
  }

  private static boolean isNothing(Mutate.Patch patch) {
    return switch (patch) {
      case Mutate.NoPatch() -> true;
      case Mutate.JsonPatch(var text) -> text.isEmpty();
      case Mutate.StrategicMerge(var tree) -> tree.isNull();
      case Mutate.ForEachPatch loops -> false;
    };
  }

  private static void loops(Where where, List<Mutate.ForEach> loops, Consumer<Problem> report) {
    forms(where, loops, report);
    preconditions(where, loops, ConditionChecks::ofLoop, report);
    for (int i = 0; i < loops.size(); i++) {
      if (loops.get(i).patch() instanceof Mutate.StrategicMerge(var tree) && tree.isObject()) {
        LabelTextChecks.of(where.at(i).at("patchStrategicMerge"), tree, report);
        return;
      }
    }
  }

  /** A loop around loops ends Kyverno's look at the list in which it stands. */
  private static void forms(Where where, List<Mutate.ForEach> loops, Consumer<Problem> report) {
    for (int i = 0; i < loops.size(); i++) {
      Mutate.ForEach loop = loops.get(i);
      Where at = where.at(i);
      if (loop.patch() instanceof Mutate.ForEachPatch(var inner) && !inner.isEmpty()) {
        if (!loop.context().isEmpty() || loop.preconditions().isPresent()) {
          report.accept(
              at.error(
                  "foreach-around-foreach",
                  "has context or preconditions beside an inner foreach",
                  "move them into the inner foreach"));
        }
        forms(at.at("foreach"), inner, report);
        return;
      }
      if (isNothing(loop.patch()) || loop.patch() instanceof Mutate.ForEachPatch) {
        report.accept(
            at.error(
                "foreach-without-patch",
                "changes nothing",
                "add patchStrategicMerge or patchesJson6902"));
      }
    }
  }

  private static void preconditions(
      Where where,
      List<Mutate.ForEach> loops,
      ConditionChecks.Check check,
      Consumer<Problem> report) {
    for (int i = 0; i < loops.size(); i++) {
      Mutate.ForEach loop = loops.get(i);
      Where at = where.at(i);
      loop.preconditions().ifPresent(value -> check.of(at.at("preconditions"), value, report));
      if (loop.patch() instanceof Mutate.ForEachPatch(var inner)) {
        preconditions(at.at("foreach"), inner, ConditionChecks::operators, report);
      }
    }
  }

  private static void targets(
      Where where, List<Mutate.Target> targets, String own, Consumer<Problem> report) {
    for (int i = 0; i < targets.size(); i++) {
      String namespace = targets.get(i).namespace().orElse("");
      if (!namespace.isEmpty() && !namespace.equals(own)) {
        report.accept(
            where
                .at(i)
                .at("namespace")
                .error(
                    "policy-target-elsewhere",
                    "a Policy of " + own + " may not change objects of " + namespace,
                    "leave namespace out, or write a ClusterPolicy"));
      }
    }
  }
}
