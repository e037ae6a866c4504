package dev.kyverdict.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** {@code generate}. */
final class GenerateChecks {

  private GenerateChecks() {}

  /**
   * @param namespaced the policy's namespace, when it is a Policy that says so
   */
  static void of(
      Where where, Generate generate, Optional<String> namespaced, Consumer<Problem> report) {
    if (generate.source() instanceof Generate.ForEachSource(var loops)) {
      for (int i = 0; i < loops.size(); i++) {
        Generate.ForEach loop = loops.get(i);
        Where at = where.at("foreach").at(i);
        target(at, loop.target(), loop.source(), namespaced, report);
        loop.preconditions()
            .ifPresent(value -> ConditionChecks.inSchema(at.at("preconditions"), value, report));
      }
    } else {
      target(where, generate.target(), generate.source(), namespaced, report);
    }
    switch (generate.source()) {
      case Generate.Data(var tree) -> AnchorChecks.ofData(where.at("data"), tree, report);
      case Generate.CloneList(var namespace, var kinds, var selector) ->
          selector.ifPresent(
              value -> withoutWildcards(where.at("cloneList", "selector"), value, report));
      default -> {}
    }
  }

  /** The older form of match may not name the kind that is generated. */
  static void notItsOwnKind(Where where, Match match, Generate generate, Consumer<Problem> report) {
    String kind = generate.target().kind().orElse("");
    if (match.direct().resources().kinds().contains(kind)) {
      report.accept(
          where
              .at("kind")
              .error(
                  "generate-matched-kind",
                  "is also the kind that the rule matches",
                  "move match.resources into match.any"));
    }
  }

  private static void target(
      Where where,
      Generate.Target target,
      Generate.Source source,
      Optional<String> namespaced,
      Consumer<Problem> report) {
    namespaced.ifPresent(own -> inOwnNamespace(where, target, source, own, report));
    String namespace = target.namespace().orElse("");
    if (namespace.isEmpty() && NamespacedKinds.contains(target)) {
      report.accept(
          where
              .at("namespace")
              .error(
                  "generate-namespace-missing",
                  target.kind().orElse("") + " lives in a namespace and none is named",
                  "add namespace"));
    }
    if (source instanceof Generate.CloneList(var from, var kinds, var selector)
        && !kinds.isEmpty()) {
      cloneList(where.at("cloneList", "namespace"), from.orElse(""), kinds, namespaced, report);
    } else {
      named(where.at("apiVersion"), target.apiVersion(), report);
      named(where.at("kind"), target.kind(), report);
      named(where.at("name"), target.name(), report);
    }
  }

  private static void named(Where where, Optional<String> value, Consumer<Problem> report) {
    if (value.orElse("").isEmpty()) {
      String field = where.way().getLast();
      report.accept(
          where.error(
              "generate-target-incomplete",
              "the generated object has no " + field,
              "add " + field));
    }
  }

  private static void inOwnNamespace(
      Where where,
      Generate.Target target,
      Generate.Source source,
      String own,
      Consumer<Problem> report) {
    if (!target.namespace().orElse("").equals(own)) {
      report.accept(elsewhere(where.at("namespace"), own));
    }
    if (source instanceof Generate.Clone(var from, var name)
        && !name.orElse("").isEmpty()
        && !from.orElse("").equals(own)) {
      report.accept(elsewhere(where.at("clone", "namespace"), own));
    }
  }

  private static Problem elsewhere(Where where, String own) {
    return where.error(
        "policy-generates-elsewhere",
        "a Policy of " + own + " stays in its namespace",
        "write " + own + ", or make it a ClusterPolicy");
  }

  private static void cloneList(
      Where where,
      String from,
      List<String> kinds,
      Optional<String> namespaced,
      Consumer<Problem> report) {
    namespaced.filter(own -> !from.equals(own)).map(own -> elsewhere(where, own)).ifPresent(report);
    if (from.isEmpty() && kinds.stream().anyMatch(NamespacedKinds::contains)) {
      report.accept(
          where.error(
              "clone-namespace-missing",
              "the objects to clone live in a namespace and none is named",
              "add namespace"));
    }
  }

  private static void withoutWildcards(Where where, Selector selector, Consumer<Problem> report) {
    boolean wildcard =
        Stream.concat(
                selector.matchLabels().entrySet().stream()
                    .flatMap(label -> Stream.of(label.getKey(), label.getValue())),
                selector.matchExpressions().stream()
                    .flatMap(
                        requirement ->
                            Stream.concat(
                                Stream.of(requirement.key(), requirement.operator()),
                                requirement.values().stream())))
            .anyMatch(Wildcards::in);
    if (wildcard) {
      report.accept(
          where.error(
              "clone-selector-wildcard", "holds a wildcard", "name the labels without * and ?"));
    }
  }
}
