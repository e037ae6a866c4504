package dev.kyverdict.model;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** {@code match} and {@code exclude}: their form, their filters and who asks. */
final class MatchChecks {

  private static final Set<String> SUBJECTS = Set.of("User", "Group", "ServiceAccount");

  private MatchChecks() {}

  static void of(Where where, Match match, boolean namespaced, Consumer<Problem> report) {
    if (!match.any().isEmpty() && !match.all().isEmpty()) {
      report.accept(
          where.error("match-any-and-all", "has both any and all", "keep one of the two"));
    }
    boolean listed = !match.any().isEmpty() || !match.all().isEmpty();
    if (listed && !match.direct().resources().equals(Match.Resources.NONE)) {
      report.accept(
          where.error(
              "match-mixed-forms",
              "has resources beside any or all",
              "move resources into a filter of the list"));
    }
    each(where, match, (at, filter) -> filter(at, filter, namespaced, report));
  }

  /** What a match needs and an exclude does not: every filter that counts names a kind. */
  static void needsKinds(Where where, Match match, Consumer<Problem> report) {
    List<Match.Filter> filters = match.filters();
    for (int i = 0; i < filters.size(); i++) {
      Where at = match.any().isEmpty() && match.all().isEmpty() ? where : listed(where, match, i);
      Match.Resources resources = filters.get(i).resources();
      if (resources.equals(Match.Resources.NONE)) {
        report.accept(
            at.error("no-match", "names no resources", "name the kinds that the rule looks at"));
      } else if (resources.kinds().isEmpty()) {
        report.accept(
            at.at("resources")
                .error("match-no-kinds", "names no kind", "add kinds to every filter"));
      }
    }
  }

  private static Where listed(Where where, Match match, int index) {
    return where.at(match.any().isEmpty() ? "all" : "any").at(index);
  }

  static void each(Where where, Match match, Visitor visitor) {
    for (int i = 0; i < match.any().size(); i++) {
      visitor.visit(where.at("any").at(i), match.any().get(i));
    }
    for (int i = 0; i < match.all().size(); i++) {
      visitor.visit(where.at("all").at(i), match.all().get(i));
    }
    visitor.visit(where, match.direct());
  }

  private static void filter(
      Where where, Match.Filter filter, boolean namespaced, Consumer<Problem> report) {
    Where at = where.at("resources");
    Match.Resources resources = filter.resources();
    if (resources.name().isPresent() && !resources.names().isEmpty()) {
      report.accept(
          at.error("match-name-and-names", "has both name and names", "move name into names"));
    }
    resources
        .selector()
        .ifPresent(selector -> SelectorChecks.ofMatch(at.at("selector"), selector, report));
    if (namespaced && !resources.namespaces().isEmpty()) {
      report.accept(
          at.at("namespaces")
              .error(
                  "policy-filters-namespaces",
                  "a Policy sees its own namespace only",
                  "remove namespaces, or write a ClusterPolicy"));
    }
    subjects(where.at("subjects"), filter.subjects(), report);
    roles(where.at("roles"), filter.roles(), report);
  }

  private static void subjects(
      Where where, List<Match.Subject> subjects, Consumer<Problem> report) {
    for (int i = 0; i < subjects.size(); i++) {
      Match.Subject subject = subjects.get(i);
      if (!SUBJECTS.contains(subject.kind())) {
        report.accept(
            where
                .at(i)
                .at("kind")
                .error(
                    "subject-kind",
                    "'" + subject.kind() + "' is no kind of subject",
                    "write User, Group or ServiceAccount"));
      }
      if (subject.name().isEmpty()) {
        report.accept(where.at(i).error("subject-name", "has no name", "add name"));
      }
      if (subject.kind().equals("ServiceAccount") && subject.namespace().orElse("").isEmpty()) {
        report.accept(where.at(i).error("subject-namespace", "has no namespace", "add namespace"));
      }
    }
  }

  private static void roles(Where where, List<String> roles, Consumer<Problem> report) {
    for (int i = 0; i < roles.size(); i++) {
      if (roles.get(i).split(":", -1).length != 2) {
        report.accept(
            where
                .at(i)
                .error(
                    "role-form",
                    "'" + roles.get(i) + "' is not namespace:name",
                    "write it as namespace:name"));
      }
    }
  }

  /** Who asks is unknown when existing objects are scanned. */
  static void withoutUsers(Where where, Match match, Consumer<Problem> report) {
    each(
        where,
        match,
        (at, filter) -> {
          String named =
              !filter.roles().isEmpty()
                  ? "roles"
                  : !filter.clusterRoles().isEmpty()
                      ? "clusterRoles"
                      : filter.subjects().isEmpty() ? "" : "subjects";
          if (!named.isEmpty()) {
            report.accept(
                at.at(named)
                    .error(
                        "background-user-info",
                        "who asks is unknown in background scans",
                        "set background to false"));
          }
        });
  }

  /** Looks at one filter. */
  interface Visitor {
    void visit(Where where, Match.Filter filter);
  }
}
