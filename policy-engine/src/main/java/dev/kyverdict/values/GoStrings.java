package dev.kyverdict.values;

/** What Go's {@code strings} package does with text where Java does something else. */
public final class GoStrings {

  private GoStrings() {}

  /** {@code strings.TrimSpace}: neither {@link String#trim} nor {@link String#strip}. */
  public static String trimSpace(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** {@code strings.Trim(text, " ")}: spaces only. */
  public static String trimBlanks(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && text.charAt(start) == ' ') {
      start++;
    }
    while (end > start && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(start, end);
  }

  /**
   * The order of Go's strings, that of their UTF-8 bytes: unlike Java's, characters beyond the
   * basic plane come last.
   */
  public static int compare(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean pairA = Character.isSurrogate(a);
        boolean pairB = Character.isSurrogate(b);
        return pairA == pairB ? Character.compare(a, b) : Boolean.compare(pairA, pairB);
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  private static boolean isSpace(char c) {
    return switch (c) {
      case '\t', '\n', '\u000B', '\f', '\r', ' ', '\u0085', '\u00A0' -> true;
      case '\u1680', '\u2028', '\u2029', '\u202F', '\u205F', '\u3000' -> true;
      default -> c >= '\u2000' && c <= '\u200A';
    };
  }
}
