package dev.kyverdict.model;

import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** {@code validate}. */
final class ValidateChecks {

  private ValidateChecks() {}

  static void of(Where where, Validate validate, Consumer<Problem> report) {
    if (isNothing(validate.check())) {
      report.accept(
          where.error(
              "validate-without-check",
              "checks nothing",
              "add one of pattern, anyPattern, deny, foreach, podSecurity, cel"));
    }
    switch (validate.check()) {
      case Validate.NoCheck() -> {}
      case Validate.Manifests manifests -> {}
      case Validate.Assert assertion -> {}
      case Validate.Pattern(var tree) -> pattern(where.at("pattern"), tree, report);
      case Validate.AnyPattern(var trees) -> patterns(where.at("anyPattern"), trees, report);
      case Validate.Deny(var conditions) ->
          conditions.ifPresent(
              value -> ConditionChecks.ofRule(where.at("deny", "conditions"), value, report));
      case Validate.ForEachCheck(var loops) -> loops(where.at("foreach"), loops, report);
      case Validate.PodSecurity security ->
          PodSecurityChecks.of(where.at("podSecurity"), security, report);
      case Validate.Cel cel -> CelChecks.of(where.at("cel"), cel, report);
    }
  }

  /** Kyverno does not count an assertion tree as a check. */
  private static boolean isNothing(Validate.Check check) {
    return switch (check) {
      case Validate.NoCheck() -> true;
      case Validate.Pattern(var tree) -> tree.isNull();
      case Validate.AnyPattern(var trees) -> trees.isNull();
      case Validate.Manifests(var tree) -> tree.path("attestors").isEmpty();
      case Validate.Assert assertion -> true;
      case Validate.Deny deny -> false;
      case Validate.ForEachCheck loops -> false;
      case Validate.PodSecurity security -> false;
      case Validate.Cel cel -> false;
    };
  }

  private static void pattern(Where where, JsonNode tree, Consumer<Problem> report) {
    AnchorChecks.ofPattern(where, tree, report);
    LabelTextChecks.of(where, tree, report);
  }

  private static void patterns(Where where, JsonNode trees, Consumer<Problem> report) {
    if (trees.isArray()) {
      for (int i = 0; i < trees.size(); i++) {
        pattern(where.at(i), trees.get(i), report);
      }
    } else if (!trees.isNull()) {
      report.accept(
          where.error("any-pattern-not-a-list", "is no list", "begin every pattern with '-'"));
    }
  }

  private static void loops(Where where, List<Validate.ForEach> loops, Consumer<Problem> report) {
    for (int i = 0; i < loops.size(); i++) {
      form(where.at(i), loops.get(i), report);
    }
    conditions(where, loops, ConditionChecks::ofLoop, report);
    for (int i = 0; i < loops.size(); i++) {
      if (loops.get(i).check() instanceof Validate.Pattern(var tree) && tree.isObject()) {
        LabelTextChecks.of(where.at(i).at("pattern"), tree, report);
        return;
      }
    }
  }

  private static void form(Where where, Validate.ForEach loop, Consumer<Problem> report) {
    if (loop.list().isEmpty()) {
      report.accept(
          where.error("foreach-without-list", "names no list", "add list, a JMESPath expression"));
    }
    if (!isCheckOfLoop(loop.check())) {
      report.accept(
          where.error(
              "foreach-without-check",
              "checks nothing",
              "add one of pattern, anyPattern, deny, foreach"));
    }
  }

  private static boolean isCheckOfLoop(Validate.Check check) {
    return switch (check) {
      case Validate.Pattern(var tree) -> !tree.isNull();
      case Validate.AnyPattern(var trees) -> !trees.isNull();
      case Validate.Deny deny -> true;
      case Validate.ForEachCheck(var inner) -> !inner.isEmpty();
      default -> false;
    };
  }

  private static void conditions(
      Where where,
      List<Validate.ForEach> loops,
      ConditionChecks.Check check,
      Consumer<Problem> report) {
    for (int i = 0; i < loops.size(); i++) {
      Validate.ForEach loop = loops.get(i);
      Where at = where.at(i);
      loop.preconditions().ifPresent(value -> check.of(at.at("preconditions"), value, report));
      if (loop.check() instanceof Validate.Deny(var denied)) {
        denied.ifPresent(
            value -> ConditionChecks.operators(at.at("deny", "conditions"), value, report));
      } else if (loop.check() instanceof Validate.ForEachCheck(var inner)) {
        conditions(at.at("foreach"), inner, ConditionChecks::operators, report);
      }
    }
  }
}
