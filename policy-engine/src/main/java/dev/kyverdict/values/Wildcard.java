package dev.kyverdict.values;

/**
 * Patterns of {@code *}, any text, and {@code ?}, one character; nothing can be escaped. An empty
 * pattern fits the empty text only. Basis: {@code ext/wildcard} and {@code IGLOU-EU/go-wildcard}.
 */
public final class Wildcard {

  private Wildcard() {}

  /** Whether the text has a wildcard. */
  public static boolean in(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  /** Whether the whole text fits the pattern. */
  public static boolean matches(String pattern, String text) {
    if (!in(pattern)) {
      return pattern.equals(text);
    }
    int at = 0;
    int next = 0;
    int star = -1;
    int retry = 0;
    while (at < text.length()) {
      int c = next < pattern.length() ? pattern.charAt(next) : -1;
      if (c == '*') {
        star = next++;
        retry = at;
      } else if (c == '?') {
        next++;
        at += width(text, at);
      } else if (c == text.charAt(at)) {
        next++;
        at++;
      } else if (star >= 0) {
        next = star + 1;
        retry += width(text, retry);
        at = retry;
      } else {
        return false;
      }
    }
    return onlyStars(pattern, next);
  }

  private static boolean onlyStars(String pattern, int from) {
    for (int i = from; i < pattern.length(); i++) {
      if (pattern.charAt(i) != '*') {
        return false;
      }
    }
    return true;
  }

  private static int width(String text, int at) {
    return Character.charCount(text.codePointAt(at));
  }
}
