package dev.kyverdict.lint;

import static dev.kyverdict.lint.MatchLint.EXCLUDE_COVERS_MATCH;
import static dev.kyverdict.lint.MatchLint.FILTERED_BY_DEFAULT;
import static dev.kyverdict.lint.MatchLint.KIND_UNKNOWN;
import static dev.kyverdict.lint.MatchLint.SELECTOR_MATCHES_NOTHING;

import dev.kyverdict.model.Match;
import dev.kyverdict.model.Match.Filter;
import dev.kyverdict.model.Match.Resources;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What a rule matches and excludes. */
final class Matches {

  /** {@code config.resourceFilters} of Kyverno's chart. */
  static final Set<String> FILTERED_NAMESPACES =
      Set.of("kube-system", "kube-public", "kube-node-lease", "kyverno");

  private static final Set<String> FILTERED_KINDS =
      Set.of(
          "Event",
          "Node",
          "APIService",
          "TokenReview",
          "SubjectAccessReview",
          "SelfSubjectAccessReview",
          "Binding",
          "Pod/binding",
          "ReplicaSet",
          "EphemeralReport",
          "ClusterEphemeralReport");

  private Matches() {}

  static void check(RuleView rule, Problems problems) {
    List<Filters> match = Filters.of(rule.rule().match(), rule.pointer() + "/match");
    List<Filters> exclude = Filters.of(rule.rule().exclude(), rule.pointer() + "/exclude");
    List<Filters> both = new ArrayList<>(match);
    both.addAll(exclude);
    both.forEach(filter -> nothing(rule, filter, problems));
    both.forEach(filter -> kinds(rule, filter, problems));
    match.forEach(filter -> filtered(rule, filter, problems));
    disjoint(rule, problems);
    covered(rule, match, exclude, problems);
    furtherKinds(rule, problems);
  }

  private static void nothing(RuleView rule, Filters filter, Problems problems) {
    Resources resources = filter.resources();
    resources
        .selector()
        .flatMap(Selectors::contradiction)
        .ifPresent(reason -> nothing(rule, filter.place() + "/selector", reason, problems));
    Optional<Selector> namespaces = resources.namespaceSelector();
    namespaces
        .flatMap(Selectors::contradiction)
        .or(() -> namespaces.flatMap(selector -> clusterScoped(resources, selector)))
        .ifPresent(
            reason -> nothing(rule, filter.place() + "/namespaceSelector", reason, problems));
    if (isClusterScoped(resources)
        && !resources.namespaces().isEmpty()
        && resources.namespaces().stream().noneMatch(pattern -> Wildcard.matches(pattern, ""))) {
      nothing(
          rule,
          filter.place() + "/namespaces",
          "objects of " + resources.kinds() + " stand in no namespace",
          problems);
    }
  }

  private static Optional<String> clusterScoped(Resources resources, Selector selector) {
    if (all(resources, kind -> kind.equals("Namespace"))) {
      return Optional.of("a namespaceSelector never fits a Namespace itself");
    }
    return isClusterScoped(resources) && Selectors.asksForLabels(selector)
        ? Optional.of("objects of " + resources.kinds() + " stand in no namespace")
        : Optional.empty();
  }

  private static boolean isClusterScoped(Resources resources) {
    return all(
        resources,
        kind ->
            !kind.equals("Namespace")
                && Kinds.named(kind).filter(known -> !known.namespaced()).isPresent());
  }

  private static boolean all(Resources resources, Predicate<String> kind) {
    return !resources.kinds().isEmpty()
        && resources.kinds().stream().map(Kinds::name).allMatch(kind);
  }

  private static void nothing(RuleView rule, String pointer, String reason, Problems problems) {
    problems.add(
        SELECTOR_MATCHES_NOTHING,
        pointer,
        rule.at(pointer),
        reason + ", so the filter fits nothing",
        "correct or remove it");
  }

  private static void kinds(RuleView rule, Filters filter, Problems problems) {
    List<String> kinds = filter.resources().kinds();
    for (int i = 0; i < kinds.size(); i++) {
      kind(rule, Kinds.name(kinds.get(i)), filter.place() + "/kinds/" + i, problems);
    }
  }

  private static void furtherKinds(RuleView rule, Problems problems) {
    rule.parts()
        .generated()
        .forEach(
            placed ->
                placed
                    .value()
                    .target()
                    .kind()
                    .ifPresent(kind -> kind(rule, kind, placed.pointer() + "/kind", problems)));
    if (rule.action() instanceof Mutate mutate) {
      for (int i = 0; i < mutate.targets().size(); i++) {
        String pointer = rule.pointer() + "/mutate/targets/" + i + "/kind";
        mutate.targets().get(i).kind().ifPresent(kind -> kind(rule, kind, pointer, problems));
      }
    }
  }

  private static void kind(RuleView rule, String kind, String pointer, Problems problems) {
    Kinds.meant(kind)
        .ifPresent(
            meant ->
                problems.add(
                    KIND_UNKNOWN,
                    pointer,
                    rule.at(pointer),
                    "no kind '" + kind + "' is known; did you mean '" + meant + "'?",
                    "write " + meant));
  }

  private static void filtered(RuleView rule, Filters filter, Problems problems) {
    Resources resources = filter.resources();
    List<String> namespaces = resources.namespaces();
    if (!namespaces.isEmpty() && FILTERED_NAMESPACES.containsAll(namespaces)) {
      filtered(rule, filter.place() + "/namespaces", "the namespaces " + namespaces, problems);
    } else if (!resources.kinds().isEmpty() && FILTERED_KINDS.containsAll(resources.kinds())) {
      filtered(rule, filter.place() + "/kinds", "the kinds " + resources.kinds(), problems);
    }
  }

  private static void filtered(RuleView rule, String pointer, String what, Problems problems) {
    problems.add(
        FILTERED_BY_DEFAULT,
        pointer,
        rule.at(pointer),
        "Kyverno's default resourceFilters drop " + what + " before any policy sees them",
        "choose others, or change resourceFilters in Kyverno's ConfigMap");
  }

  private static void disjoint(RuleView rule, Problems problems) {
    List<Filter> all = rule.rule().match().all();
    for (int i = 1; i < all.size(); i++) {
      List<String> before = all.get(i - 1).resources().kinds();
      List<String> kinds = all.get(i).resources().kinds();
      boolean fits =
          before.isEmpty()
              || kinds.isEmpty()
              || kinds.stream().anyMatch(kind -> before.stream().anyMatch(b -> overlap(b, kind)));
      if (!fits) {
        String pointer = rule.pointer() + "/match/all/" + i + "/resources/kinds";
        nothing(rule, pointer, "no object is of " + before + " and of " + kinds, problems);
      }
    }
  }

  private static boolean overlap(String one, String other) {
    return Kinds.mayBe(one, Kinds.name(other)) || Kinds.mayBe(other, Kinds.name(one));
  }

  private static void covered(
      RuleView rule, List<Filters> match, List<Filters> exclude, Problems problems) {
    Match excluded = rule.rule().exclude();
    boolean alternatives = excluded.all().size() < 2;
    for (Filters filter : alternatives ? exclude : List.<Filters>of()) {
      if (!match.isEmpty() && match.stream().allMatch(matched -> covers(filter, matched))) {
        problems.add(
            EXCLUDE_COVERS_MATCH,
            filter.pointer(),
            rule.at(filter.pointer()),
            "it excludes everything that the rule matches",
            "narrow it");
      }
    }
  }

  /** Whether everything that the one filter fits, the other fits too; doubt is no. */
  private static boolean covers(Filters wide, Filters narrow) {
    Filter one = wide.filter();
    Filter other = narrow.filter();
    Resources outer = one.resources();
    Resources inner = other.resources();
    boolean kinds =
        outer.kinds().isEmpty()
            || !inner.kinds().isEmpty()
                && inner.kinds().stream()
                    .allMatch(k -> outer.kinds().stream().anyMatch(o -> Wildcard.matches(o, k)));
    return kinds
        && !one.equals(Filter.NONE)
        && coversList(outer.names(), inner.names())
        && coversList(outer.namespaces(), inner.namespaces())
        && (outer.operations().isEmpty()
            || !inner.operations().isEmpty() && outer.operations().containsAll(inner.operations()))
        && (outer.name().isEmpty() || outer.name().equals(inner.name()))
        && (outer.annotations().isEmpty() || outer.annotations().equals(inner.annotations()))
        && (outer.selector().isEmpty() || outer.selector().equals(inner.selector()))
        && (outer.namespaceSelector().isEmpty()
            || outer.namespaceSelector().equals(inner.namespaceSelector()))
        && one.subjects().isEmpty()
        && one.roles().isEmpty()
        && one.clusterRoles().isEmpty();
  }

  private static boolean coversList(List<String> outer, List<String> inner) {
    return outer.isEmpty()
        || !inner.isEmpty()
            && inner.stream().allMatch(i -> outer.stream().anyMatch(o -> Wildcard.matches(o, i)));
  }
}
