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
}
