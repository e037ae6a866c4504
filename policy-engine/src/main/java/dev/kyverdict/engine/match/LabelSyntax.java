package dev.kyverdict.engine.match;

/** What Kubernetes takes for a label's key and value. */
final class LabelSyntax {

  private static final int LONGEST_NAME = 63;
  private static final int LONGEST_PREFIX = 253;

  private LabelSyntax() {}

  static boolean isKey(String text) {
    int slash = text.indexOf('/');
    String name = text.substring(slash + 1);
    return (slash < 0 || isPrefix(text.substring(0, slash))) && !name.isEmpty() && isName(name);
  }

  static boolean isValue(String text) {
    return text.isEmpty() || isName(text);
  }

  private static boolean isName(String text) {
    return text.length() <= LONGEST_NAME
        && isAlphanumeric(text.charAt(0))
        && isAlphanumeric(text.charAt(text.length() - 1))
        && hasNothingElse(text);
  }

  private static boolean hasNothingElse(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isAlphanumeric(c) && c != '-' && c != '_' && c != '.') {
        return false;
      }
    }
    return true;
  }

  private static boolean isPrefix(String text) {
    if (text.isEmpty() || text.length() > LONGEST_PREFIX) {
      return false;
    }
    int before = '.';
    for (int i = 0; i <= text.length(); i++) {
      int c = i == text.length() ? '.' : text.charAt(i);
      boolean alphanumeric = isAlphanumeric(c) && !(c >= 'A' && c <= 'Z');
      boolean fits =
          alphanumeric
              || (c == '-' && before != '.')
              || (c == '.' && before != '.' && before != '-');
      if (!fits) {
        return false;
      }
      before = c;
    }
    return true;
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
