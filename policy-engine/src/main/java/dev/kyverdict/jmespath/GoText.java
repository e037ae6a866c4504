package dev.kyverdict.jmespath;

/** What Go does with text where Java does something else. */
final class GoText {

  /** Stands where Go finds bytes that are not UTF-8. */
  static final char REPLACEMENT = '\uFFFD';

  private GoText() {}

  /** Replaces what UTF-8 cannot carry: halves of surrogate pairs. */
  static String wellFormed(String text) {
    StringBuilder copy = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
        i++;
        continue;
      }
      copy = copy == null ? new StringBuilder(text) : copy;
      copy.setCharAt(i, REPLACEMENT);
    }
    return copy == null ? text : copy.toString();
  }

  /** Go's {@code strings.TrimSpace}: neither {@link String#trim} nor {@link String#strip}. */
  static String trim(String text) {
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

  private static boolean isSpace(char c) {
    return switch (c) {
      case '\t', '\n', '\u000B', '\f', '\r', ' ', '\u0085', '\u00A0' -> true;
      case '\u1680', '\u2028', '\u2029', '\u202F', '\u205F', '\u3000' -> true;
      default -> c >= '\u2000' && c <= '\u200A';
    };
  }
}
