package dev.kyverdict.jmespath.functions;

/** Percent escapes of {@code net/url}, and Go's quotes. */
final class Escapes {

  private Escapes() {}

  /** Refuses a broken escape. */
  static void check(String text) {
    for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 3)) {
      escaped(text, i);
    }
  }

  private static int escaped(String text, int percent) {
    boolean whole = percent + 2 < text.length();
    int high = whole ? hexadecimal(text.charAt(percent + 1)) : -1;
    int low = whole ? hexadecimal(text.charAt(percent + 2)) : -1;
    if (high < 0 || low < 0) {
      throw broken(text, percent);
    }
    return (high << 4) | low;
  }

  private static int hexadecimal(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }

  private static FunctionException broken(String text, int percent) {
    String escape = text.substring(percent, Math.min(text.length(), percent + 3));
    return new FunctionException("invalid URL escape " + quoted(escape));
  }

  /** In a host only bytes outside of ASCII, and the percent sign itself, may be escaped. */
  static String unescapedHost(String host) {
    return unescaped(host, false);
  }

  /** In a zone what may stand in a host may be escaped too. */
  static String unescapedZone(String zone) {
    return unescaped(zone, true);
  }

  private static String unescaped(String text, boolean zone) {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int value = escaped(text, i);
        boolean allowed =
            value == '%' || (zone ? value == ' ' || GoUrl.isHostCharacter(value) : value >= 0x80);
        if (!allowed) {
          throw broken(text, i);
        }
        result.append((char) value);
        i += 2;
      } else if (c < 0x80 && !GoUrl.isHostCharacter(c)) {
        throw new FunctionException(
            "invalid character " + quoted(String.valueOf(c)) + " in host name");
      } else {
        result.append(c);
      }
    }
    return result.toString();
  }

  /** {@code strconv.Quote}, for what may come into a URL. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        case '\r' -> quoted.append("\\r");
        case 7 -> quoted.append("\\a");
        case '\b' -> quoted.append("\\b");
        case '\f' -> quoted.append("\\f");
        case 0x0B -> quoted.append("\\v");
        default -> {
          if (c < ' ' || c == 0x7F) {
            quoted.append("\\x").append(String.format("%02x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
