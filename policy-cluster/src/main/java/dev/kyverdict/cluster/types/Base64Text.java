package dev.kyverdict.cluster.types;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where base64 goes wrong, as Go's {@code encoding/base64} counts it. */
final class Base64Text {

  private static final int GROUP = 4;

  private Base64Text() {}

  /** A text in base64. */
  static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The index of the first byte that is wrong; -1 for none. */
  static int firstWrong(String text) {
    int padding = text.indexOf('=');
    int end = padding < 0 ? text.length() : padding;
    for (int i = 0; i < end; i++) {
      if (!isDigit(text.charAt(i))) {
        return i;
      }
    }
    if (padding < 0) {
      return text.length() % GROUP == 0 ? -1 : text.length() - text.length() % GROUP;
    }
    int wanted = GROUP - end % GROUP;
    if (wanted > 2) {
      return padding;
    }
    for (int i = 0; i < wanted; i++) {
      if (end + i >= text.length()) {
        return text.length();
      }
      if (text.charAt(end + i) != '=') {
        return end + i;
      }
    }
    return end + wanted == text.length() ? -1 : end + wanted;
  }

  private static boolean isDigit(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '/';
  }
}
