package dev.kyverdict.model;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** An exclude that takes away all that the match of the same rule lets in. */
final class ConflictChecks {

  private ConflictChecks() {}

  static void of(Where where, Rule rule, Consumer<Problem> report) {
    if (conflict(rule.match(), rule.exclude())) {
      report.accept(
          where
              .at("exclude")
              .error(
                  "match-excluded",
                  "excludes everything that the rule matches",
                  "narrow exclude, or remove the rule"));
    }
  }

  private static boolean conflict(Match match, Match exclude) {
    if (!match.all().isEmpty() || !exclude.all().isEmpty()) {
      return false;
    }
    if (!match.any().isEmpty() && !exclude.any().isEmpty()) {
      return match.any().stream().anyMatch(exclude.any()::contains);
    }
    return !exclude.isEmpty() && conflict(match.direct(), exclude.direct());
  }

  private static boolean conflict(Match.Filter match, Match.Filter exclude) {
    Match.Resources wanted = match.resources();
    Match.Resources unwanted = exclude.resources();
    if (!covers(exclude.roles(), match.roles())
        || !covers(exclude.clusterRoles(), match.clusterRoles())
        || !covers(exclude.subjects(), match.subjects())
        || unwanted
            .name()
            .filter(name -> !name.isEmpty())
            .filter(name -> !Wildcards.match(name, wanted.name().orElse("")))
            .isPresent()) {
      return false;
    }
    if (!unwanted.names().isEmpty()) {
      return wanted.names().stream()
          .anyMatch(
              name ->
                  unwanted.names().stream().anyMatch(pattern -> Wildcards.match(pattern, name)));
    }
    return covers(unwanted.namespaces(), wanted.namespaces())
        && covers(unwanted.kinds(), wanted.kinds())
        && covers(unwanted.selector(), wanted.selector())
        && covers(unwanted.namespaceSelector(), wanted.namespaceSelector())
        && unwanted.annotations().equals(wanted.annotations());
  }

  /** An empty list excludes nothing by itself; another must hold all that is wanted. */
  private static <T> boolean covers(List<T> unwanted, List<T> wanted) {
    return unwanted.isEmpty() || (!wanted.isEmpty() && new HashSet<>(unwanted).containsAll(wanted));
  }

  private static boolean covers(Optional<Selector> unwanted, Optional<Selector> wanted) {
    if (unwanted.isEmpty() || wanted.isEmpty()) {
      return unwanted.isEmpty() && wanted.isEmpty();
    }
    Selector one = unwanted.get();
    Selector other = wanted.get();
    return covers(one.matchExpressions(), other.matchExpressions())
        && (one.matchLabels().isEmpty() || covers(one.matchLabels(), other.matchLabels()));
  }

  private static boolean covers(Map<String, String> unwanted, Map<String, String> wanted) {
    return !wanted.isEmpty() && unwanted.entrySet().containsAll(wanted.entrySet());
  }
}
