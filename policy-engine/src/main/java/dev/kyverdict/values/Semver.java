package dev.kyverdict.values;

import java.util.List;
import java.util.Optional;

/**
 * A semantic version of three numbers, {@code MAJOR.MINOR.PATCH}, with an optional pre-release;
 * strict. The order leaves build metadata out. Basis: {@code blang/semver/v4}.
 *
 * @param major the first number, unsigned
 * @param minor the second number, unsigned
 * @param patch the third number, unsigned
 * @param prerelease what follows a minus; empty for a release
 * @param build what follows a plus
 */
public record Semver(
    long major, long minor, long patch, List<String> prerelease, List<String> build)
    implements Comparable<Semver> {

  /** Copies the lists. */
  public Semver {
    prerelease = List.copyOf(prerelease);
    build = List.copyOf(build);
  }

  /** {@code semver.Parse}; empty when it is an error. */
  public static Optional<Semver> parse(String text) {
    String[] parts = text.split("\\.", 3);
    if (parts.length != 3) {
      return Optional.empty();
    }
    String rest = parts[2];
    List<String> build = List.of();
    int plus = rest.indexOf('+');
    if (plus >= 0) {
      build = List.of(rest.substring(plus + 1).split("\\.", -1));
      rest = rest.substring(0, plus);
    }
    List<String> prerelease = List.of();
    int minus = rest.indexOf('-');
    if (minus >= 0) {
      prerelease = List.of(rest.substring(minus + 1).split("\\.", -1));
      rest = rest.substring(0, minus);
    }
    boolean valid =
        isNumber(parts[0])
            && isNumber(parts[1])
            && isNumber(rest)
            && prerelease.stream().allMatch(p -> digits(p) ? isNumber(p) : identifier(p))
            && build.stream().allMatch(Semver::identifier);
    return valid
        ? Optional.of(
            new Semver(number(parts[0]), number(parts[1]), number(rest), prerelease, build))
        : Optional.empty();
  }

  @Override
  public int compareTo(Semver other) {
    int numbers = Long.compareUnsigned(major, other.major);
    numbers = numbers != 0 ? numbers : Long.compareUnsigned(minor, other.minor);
    numbers = numbers != 0 ? numbers : Long.compareUnsigned(patch, other.patch);
    if (numbers != 0) {
      return Integer.signum(numbers);
    }
    if (prerelease.isEmpty() || other.prerelease.isEmpty()) {
      return Boolean.compare(prerelease.isEmpty(), other.prerelease.isEmpty());
    }
    int shorter = Math.min(prerelease.size(), other.prerelease.size());
    for (int i = 0; i < shorter; i++) {
      int result = comparePart(prerelease.get(i), other.prerelease.get(i));
      if (result != 0) {
        return result;
      }
    }
    return Integer.compare(prerelease.size(), other.prerelease.size());
  }

  private static int comparePart(String left, String right) {
    boolean leftNumber = digits(left);
    boolean rightNumber = digits(right);
    if (leftNumber != rightNumber) {
      return leftNumber ? -1 : 1;
    }
    return Integer.signum(
        leftNumber ? Long.compareUnsigned(number(left), number(right)) : left.compareTo(right));
  }

  private static boolean isNumber(String text) {
    if (!digits(text) || (text.length() > 1 && text.charAt(0) == '0') || text.length() > 20) {
      return false;
    }
    return text.length() < 20 || text.compareTo("18446744073709551615") <= 0;
  }

  private static long number(String text) {
    return Long.parseUnsignedLong(text);
  }

  private static boolean digits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean identifier(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(
                c ->
                    (c >= '0' && c <= '9')
                        || (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || c == '-');
  }
}
