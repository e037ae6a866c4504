package dev.kyverdict.render.tree;

/** Where lines begin and end in a text; a line ends with LF, CRLF or CR, as in YAML. */
final class TextLines {

  private TextLines() {}

  /** The index of the first character of the line that {@code at} stands on. */
  static int start(String text, int at) {
    int start = at;
    while (start > 0 && !isBreak(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  /** The index of the break that ends the line, or the end of the text. */
  static int end(String text, int at) {
    int end = at;
    while (end < text.length() && !isBreak(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** The index of the first character after the line. */
  static int next(String text, int at) {
    int end = end(text, at);
    return end + breakAt(text, end).length();
  }

  /** The break that starts at this index; empty if none does. */
  static String breakAt(String text, int at) {
    if (text.startsWith("\r\n", at)) {
      return "\r\n";
    }
    return at < text.length() && isBreak(text.charAt(at)) ? text.substring(at, at + 1) : "";
  }

  /** The break before the first character of a line; empty before the first line. */
  static String breakBefore(String text, int lineStart) {
    return text.startsWith("\r\n", lineStart - 2)
        ? "\r\n"
        : text.substring(Math.max(0, lineStart - 1), lineStart);
  }

  /** The break that this text uses at and around {@code at}; LF if it has none at all. */
  static String breakNear(String text, int at) {
    String own = breakAt(text, end(text, at));
    if (!own.isEmpty()) {
      return own;
    }
    String first = breakAt(text, end(text, 0));
    return first.isEmpty() ? "\n" : first;
  }

  private static boolean isBreak(char c) {
    return c == '\n' || c == '\r';
  }
}
