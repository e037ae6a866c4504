package dev.kyverdict.engine.match;

import dev.kyverdict.engine.match.MatchResult.Matched;
import dev.kyverdict.engine.match.MatchResult.NotMatched;
import dev.kyverdict.engine.match.MatchResult.Reason;
import dev.kyverdict.engine.match.MatchResult.Reason.Attribute;
import dev.kyverdict.engine.match.MatchResult.Reason.Side;
import dev.kyverdict.model.Match;
import dev.kyverdict.model.Match.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * {@code match} and {@code exclude} of a rule, made ready once ({@code pkg/engine/utils/match.go}).
 * Immutable.
 */
public final class CompiledMatch {

  private static final MatchResult MATCHED = new Matched();
  private static final String EXCLUDED = "resource excluded since one of the criteria excluded it";
  private static final String EXCLUDED_BY_ALL =
      "resource excluded since the combination of all criteria exclude it";

  private final String namespace;
  private final boolean oneSuffices;
  private final boolean includesDirectly;
  private final List<FilterMatch> filters;
  private final boolean oneExcludes;
  private final boolean excludesDirectly;
  private final List<FilterMatch> exclusions;

  private CompiledMatch(Match match, Match exclude, String namespace) {
    this.namespace = namespace;
    this.oneSuffices = !match.any().isEmpty();
    this.includesDirectly = isDirect(match);
    this.filters = compiled(match.filters());
    this.oneExcludes = exclude.all().isEmpty() || !exclude.any().isEmpty();
    this.excludesDirectly = isDirect(exclude);
    this.exclusions = exclude.isEmpty() ? List.of() : compiled(exclude.filters());
  }

  /** Of a rule of a ClusterPolicy. */
  public static CompiledMatch of(Match match, Match exclude) {
    return new CompiledMatch(match, exclude, "");
  }

  /** Of a rule of a Policy, which looks into its own namespace only. */
  public static CompiledMatch of(Match match, Match exclude, String namespace) {
    return new CompiledMatch(match, exclude, namespace);
  }

  private static boolean isDirect(Match match) {
    return match.any().isEmpty() && match.all().isEmpty();
  }

  private static List<FilterMatch> compiled(List<Filter> filters) {
    return filters.stream().map(FilterMatch::of).toList();
  }

  /** Whether the rule looks at the object. */
  public boolean holds(Candidate candidate) {
    return candidate.exists()
        && isHere(candidate)
        && isIncluded(candidate)
        && !isExcluded(candidate);
  }

  /** Whether the rule might look at the object once its labels and annotations are changed. */
  public boolean mayHold(Candidate candidate) {
    if (!candidate.exists() || !isHere(candidate)) {
      return false;
    }
    for (int i = 0; i < filters.size(); i++) {
      if (filters.get(i).mayInclude(candidate) == oneSuffices) {
        return oneSuffices;
      }
    }
    return !oneSuffices;
  }

  private boolean isHere(Candidate candidate) {
    return namespace.isEmpty() || namespace.equals(candidate.namespace());
  }

  private boolean isIncluded(Candidate candidate) {
    for (int i = 0; i < filters.size(); i++) {
      if (filters.get(i).includes(candidate) == oneSuffices) {
        return oneSuffices;
      }
    }
    return !oneSuffices;
  }

  private boolean isExcluded(Candidate candidate) {
    if (exclusions.isEmpty()) {
      return false;
    }
    for (int i = 0; i < exclusions.size(); i++) {
      if (exclusions.get(i).excludes(candidate) == oneExcludes) {
        return oneExcludes;
      }
    }
    return !oneExcludes;
  }

  /** The same with everything that is in the way. */
  public MatchResult matches(Candidate candidate) {
    if (holds(candidate)) {
      return MATCHED;
    }
    if (!candidate.exists()) {
      return outside(Attribute.OBJECT, "resource is empty");
    }
    if (!isHere(candidate)) {
      return outside(Attribute.NAMESPACES, "policy and resource namespaces mismatch");
    }
    return isIncluded(candidate) ? excluded(candidate) : missed(candidate);
  }

  private static NotMatched outside(Attribute attribute, String text) {
    return new NotMatched(
        List.of(text), List.of(new Reason(Side.REQUEST, OptionalInt.empty(), attribute, text)));
  }

  private static OptionalInt index(boolean direct, int index) {
    return direct ? OptionalInt.empty() : OptionalInt.of(index);
  }

  private NotMatched missed(Candidate candidate) {
    List<Reason> reasons = new ArrayList<>();
    for (int i = 0; i < filters.size(); i++) {
      reasons.addAll(filters.get(i).missing(candidate, index(includesDirectly, i)));
    }
    return oneSuffices
        ? new NotMatched(List.of("no resource matched"), reasons)
        : new NotMatched(reasons.stream().map(Reason::text).toList(), reasons);
  }

  private NotMatched excluded(Candidate candidate) {
    List<Reason> reasons = new ArrayList<>();
    for (int i = 0; i < exclusions.size(); i++) {
      if (exclusions.get(i).excludes(candidate)) {
        reasons.add(
            new Reason(Side.EXCLUDE, index(excludesDirectly, i), Attribute.FILTER, EXCLUDED));
      }
    }
    return oneExcludes
        ? new NotMatched(reasons.stream().map(Reason::text).toList(), reasons)
        : new NotMatched(List.of(EXCLUDED_BY_ALL), reasons);
  }
}
