package dev.kyverdict.cluster.live;

/** Reads the header {@code Warning}: a code, an agent, and a quoted text. */
final class WarningHeader {

  private WarningHeader() {}

  /** Its text; all of it when it is not in that form. */
  static String text(String header) {
    int start = header.indexOf('"');
    if (start < 0) {
      return header;
    }
    StringBuilder text = new StringBuilder();
    for (int i = start + 1; i < header.length() && header.charAt(i) != '"'; i++) {
      if (header.charAt(i) == '\\' && i + 1 < header.length()) {
        i++;
      }
      text.append(header.charAt(i));
    }
    return text.toString();
  }
}
