package dev.kyverdict.values;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A range of versions: comparisons that must all hold, separated by spaces, of which groups are
 * separated by {@code ||}. Basis: {@code blang/semver/v4} {@code range.go}.
 */
public final class SemverRange {

  private final List<List<Bound>> groups;

  private SemverRange(List<List<Bound>> groups) {
    this.groups = groups;
  }

  /** {@code semver.ParseRange}; empty when it is an error. */
  public static Optional<SemverRange> parse(String text) {
    return RangeReader.groups(text)
        .flatMap(RangeWildcards::expand)
        .flatMap(SemverRange::bounds)
        .map(SemverRange::new);
  }

  /** Why a text is no range: a part without a digit, or one that is no comparison. */
  public static String problem(String text) {
    Optional<List<List<String>>> groups = RangeReader.groups(text);
    Optional<String> wildcard =
        flat(groups).filter(part -> part.contains("x") && !hasVersion(part)).findFirst();
    Optional<String> first =
        flat(groups.flatMap(RangeWildcards::expand))
            .filter(part -> bound(part).isEmpty())
            .findFirst()
            .filter(part -> !hasVersion(part));
    return wildcard
        .or(() -> first)
        .map(part -> "Could not get version from string: \"" + part + "\"")
        .orElse("Could not parse Range \"" + text + "\"");
  }

  private static Stream<String> flat(Optional<List<List<String>>> groups) {
    return groups.stream().flatMap(List::stream).flatMap(List::stream);
  }

  private static boolean hasVersion(String part) {
    return RangeReader.firstDigit(part) >= 0;
  }

  /** Whether the version is in the range. */
  public boolean matches(Semver version) {
    for (List<Bound> group : groups) {
      if (group.isEmpty()) {
        throw new GoPanicException(
            "runtime error: invalid memory address or nil pointer dereference");
      }
      if (allHold(group, version)) {
        return true;
      }
    }
    return false;
  }

  private static boolean allHold(List<Bound> group, Semver version) {
    for (Bound bound : group) {
      if (!bound.holds(version)) {
        return false;
      }
    }
    return true;
  }

  private static Optional<List<List<Bound>>> bounds(List<List<String>> groups) {
    List<List<Bound>> all = new ArrayList<>();
    for (List<String> group : groups) {
      List<Bound> bounds = new ArrayList<>();
      for (String part : group) {
        Optional<Bound> bound = bound(part);
        if (bound.isEmpty()) {
          return Optional.empty();
        }
        bounds.add(bound.get());
      }
      all.add(bounds);
    }
    return Optional.of(all);
  }

  private static Optional<Bound> bound(String part) {
    if (!hasVersion(part)) {
      return Optional.empty();
    }
    int digit = RangeReader.firstDigit(part);
    Optional<Comparison> comparison = Comparison.of(GoStrings.trimSpace(part.substring(0, digit)));
    return comparison.flatMap(
        c -> Semver.parse(part.substring(digit)).map(version -> new Bound(c, version)));
  }

  private record Bound(Comparison comparison, Semver version) {

    boolean holds(Semver candidate) {
      int result = candidate.compareTo(version);
      return switch (comparison) {
        case EQUAL -> result == 0;
        case NOT_EQUAL -> result != 0;
        case GREATER -> result > 0;
        case GREATER_OR_EQUAL -> result >= 0;
        case LESS -> result < 0;
        case LESS_OR_EQUAL -> result <= 0;
      };
    }
  }

  private enum Comparison {
    EQUAL,
    NOT_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    LESS,
    LESS_OR_EQUAL;

    static Optional<Comparison> of(String text) {
      return switch (text) {
        case "", "=", "==" -> Optional.of(EQUAL);
        case "!", "!=" -> Optional.of(NOT_EQUAL);
        case ">" -> Optional.of(GREATER);
        case ">=" -> Optional.of(GREATER_OR_EQUAL);
        case "<" -> Optional.of(LESS);
        case "<=" -> Optional.of(LESS_OR_EQUAL);
        default -> Optional.empty();
      };
    }
  }
}
