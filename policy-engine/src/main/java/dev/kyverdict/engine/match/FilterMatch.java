package dev.kyverdict.engine.match;

import dev.kyverdict.engine.match.MatchResult.Reason;
import dev.kyverdict.engine.match.MatchResult.Reason.Attribute;
import dev.kyverdict.engine.match.MatchResult.Reason.Side;
import dev.kyverdict.model.Match.Filter;
import dev.kyverdict.model.Match.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One filter of {@code match} or {@code exclude}.
 *
 * @param operations the operations it names
 * @param resources what it asks of the object
 * @param users what it asks of the user
 */
record FilterMatch(Set<Operation> operations, List<Check> resources, List<Check> users) {

  static FilterMatch of(Filter filter) {
    return new FilterMatch(
        Set.copyOf(filter.resources().operations()),
        ResourceChecks.of(filter.resources()),
        UserChecks.of(filter));
  }

  /** Whether it lets the object into the rule; the user counts in admission only. */
  boolean includes(Candidate candidate) {
    return candidate.hasUser()
        ? !isEmpty() && holds(candidate, users)
        : asksForResources() && holds(candidate, List.of());
  }

  /** Whether it might let the object in once its name, labels and annotations are others. */
  boolean mayInclude(Candidate candidate) {
    if (!rightOperation(candidate)) {
      return false;
    }
    for (int i = 0; i < resources.size(); i++) {
      Check check = resources.get(i);
      boolean fixed =
          switch (check.attribute()) {
            case KINDS, NAMESPACES, NAMESPACE_SELECTOR -> true;
            default -> false;
          };
      if (fixed && !check.holds(candidate)) {
        return false;
      }
    }
    return !candidate.hasUser() || all(users, candidate);
  }

  /** Whether it keeps the object out; without a user it asks about one without a name. */
  boolean excludes(Candidate candidate) {
    return !isEmpty() && holds(candidate, users);
  }

  private boolean isEmpty() {
    return !asksForResources() && users.isEmpty();
  }

  private boolean asksForResources() {
    return !operations.isEmpty() || !resources.isEmpty();
  }

  private boolean rightOperation(Candidate candidate) {
    return operations.isEmpty() || candidate.isAny(operations);
  }

  private boolean holds(Candidate candidate, List<Check> asked) {
    return rightOperation(candidate) && all(resources, candidate) && all(asked, candidate);
  }

  private static boolean all(List<Check> checks, Candidate candidate) {
    for (int i = 0; i < checks.size(); i++) {
      if (!checks.get(i).holds(candidate)) {
        return false;
      }
    }
    return true;
  }

  /** All that keeps the object out of the rule. */
  List<Reason> missing(Candidate candidate, OptionalInt index) {
    if (candidate.hasUser() ? isEmpty() : !asksForResources()) {
      return List.of(new Reason(Side.MATCH, index, Attribute.EMPTY, "match cannot be empty"));
    }
    if (!rightOperation(candidate)) {
      return List.of(
          new Reason(Side.MATCH, index, Attribute.OPERATIONS, "operation does not match"));
    }
    List<Check> asked = new ArrayList<>(resources);
    if (candidate.hasUser()) {
      asked.addAll(users);
    }
    return asked.stream()
        .filter(check -> !check.holds(candidate))
        .map(
            check ->
                new Reason(Side.MATCH, index, check.attribute(), check.text().apply(candidate)))
        .toList();
  }
}
