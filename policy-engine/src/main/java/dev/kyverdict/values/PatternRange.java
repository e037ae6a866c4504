package dev.kyverdict.values;

import java.util.Optional;

/**
 * {@code low-high}, both included, or {@code low!-high}, all outside. Basis: {@code
 * pkg/engine/operator/operator.go}.
 *
 * @param low the lower end
 * @param high the upper end
 * @param outside whether the values outside are meant
 */
record PatternRange(String low, String high, boolean outside) {

  /** The range that a pattern is. */
  static Optional<PatternRange> of(String pattern) {
    int end = bound(pattern, 0);
    if (end <= 0 || end >= pattern.length()) {
      return Optional.empty();
    }
    boolean outside = pattern.charAt(end) == '!';
    int minus = outside ? end + 1 : end;
    if (minus >= pattern.length() || pattern.charAt(minus) != '-') {
      return Optional.empty();
    }
    return bound(pattern, minus + 1) == pattern.length()
        ? Optional.of(
            new PatternRange(pattern.substring(0, end), pattern.substring(minus + 1), outside))
        : Optional.empty();
  }

  /** Where the bound that begins here ends: a sign, digits, a fraction, letters; else -1. */
  private static int bound(String text, int from) {
    int at = from;
    if (at < text.length() && "-|+".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    int digits = digits(text, at);
    if (digits == at) {
      return -1;
    }
    at = digits;
    if (at < text.length() && text.charAt(at) == '.') {
      int fraction = digits(text, at + 1);
      at = fraction > at + 1 ? fraction : at;
    }
    while (at < text.length() && isLetter(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
