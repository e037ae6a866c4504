package dev.kyverdict.engine.match;

import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.engine.match.MatchResult.Reason.Attribute;
import dev.kyverdict.model.Match.Filter;
import dev.kyverdict.model.Match.Subject;
import dev.kyverdict.values.Wildcard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a filter asks of the user; all that it names must hold. */
final class UserChecks {

  private static final String DIFFERS = "user info does not match %s for the given conditionBlock";

  private UserChecks() {}

  static List<Check> of(Filter filter) {
    List<Check> checks = new ArrayList<>();
    List<String> roles = filter.roles();
    if (!roles.isEmpty()) {
      checks.add(
          Check.of(
              Attribute.ROLES,
              candidate -> !Collections.disjoint(roles, candidate.user().roles()),
              DIFFERS.formatted("roles")));
    }
    List<String> clusterRoles = filter.clusterRoles();
    if (!clusterRoles.isEmpty()) {
      checks.add(
          Check.of(
              Attribute.CLUSTER_ROLES,
              candidate -> !Collections.disjoint(clusterRoles, candidate.user().clusterRoles()),
              DIFFERS.formatted("clustersRoles")));
    }
    List<Subject> subjects = filter.subjects();
    if (!subjects.isEmpty()) {
      checks.add(
          Check.of(
              Attribute.SUBJECTS,
              candidate -> isOneOf(subjects, candidate.user()),
              DIFFERS.formatted("subject")));
    }
    return List.copyOf(checks);
  }

  private static boolean isOneOf(List<Subject> subjects, UserInfo user) {
    for (int i = 0; i < subjects.size(); i++) {
      if (isMeant(subjects.get(i), user)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMeant(Subject subject, UserInfo user) {
    return switch (subject.kind()) {
      case "ServiceAccount" ->
          Wildcard.matches(
              "system:serviceaccount:" + subject.namespace().orElse("") + ":" + subject.name(),
              user.username());
      case "Group" -> isIn(subject.name(), user.groups());
      case "User" -> Wildcard.matches(subject.name(), user.username());
      default -> false;
    };
  }

  private static boolean isIn(String group, List<String> groups) {
    for (int i = 0; i < groups.size(); i++) {
      if (Wildcard.matches(group, groups.get(i))) {
        return true;
      }
    }
    return false;
  }
}
