package dev.kyverdict.jmespath.functions;

/** The text of a regular expression, read from left to right. */
final class RegexText {

  /** No number is here. */
  static final int NONE = -2;

  private static final int TOO_LARGE = 100_000_000;

  private final String whole;
  private int position;

  RegexText(String whole) {
    this.whole = whole;
  }

  static FunctionException error(String problem, String where) {
    return new FunctionException("error parsing regexp: " + problem + ": `" + where + "`");
  }

  String whole() {
    return whole;
  }

  int position() {
    return position;
  }

  void backTo(int start) {
    position = start;
  }

  String since(int start) {
    return whole.substring(start, position);
  }

  boolean atEnd() {
    return position == whole.length();
  }

  boolean at(char c) {
    return position < whole.length() && whole.charAt(position) == c;
  }

  boolean startsWith(String text) {
    return whole.startsWith(text, position);
  }

  boolean skip(char c) {
    boolean here = at(c);
    position += here ? 1 : 0;
    return here;
  }

  int take() {
    int c = whole.codePointAt(position);
    position += Character.charCount(c);
    return c;
  }

  /** Whether nothing but this text is left. */
  boolean endsWith(String text) {
    return startsWith(text) && position + text.length() == whole.length();
  }

  /** Goes past the next occurrence of a text; empty when there is none. */
  String takeThrough(String end) {
    return takeThrough(end, 0);
  }

  /** Goes past the next occurrence of a text, looked for behind so many characters. */
  String takeThrough(String end, int behind) {
    int at = whole.indexOf(end, position + behind);
    if (at < 0) {
      return "";
    }
    String taken = whole.substring(position, at + end.length());
    position = at + end.length();
    return taken;
  }

  /** Digits without leading zeros. */
  int number() {
    int start = position;
    long number = 0;
    while (position < whole.length() && digit(10) >= 0) {
      number = Math.min(TOO_LARGE, number * 10 + digit(10));
      position++;
    }
    boolean zeros = position - start > 1 && whole.charAt(start) == '0';
    return position == start || zeros ? NONE : (int) number;
  }

  private int digit(int radix) {
    char c = position < whole.length() ? whole.charAt(position) : ' ';
    return c < 0x80 ? Character.digit(c, radix) : -1;
  }

  /** The character of an escape whose backslash has been read. */
  int escaped(int start) {
    if (atEnd()) {
      throw error("trailing backslash at end of expression", "");
    }
    int c = take();
    return switch (c) {
      case 'a' -> 7;
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0B;
      case 'x' -> hexadecimal(start);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(c - '0', start);
      default -> {
        if (c >= 0x80 || GoUrl.isAlphanumeric(c)) {
          throw error("invalid escape sequence", since(start));
        }
        yield c;
      }
    };
  }

  /** A single digit but zero would refer to a group, which is not supported. */
  private int octal(int first, int start) {
    if (first != 0 && digit(8) < 0) {
      throw error("invalid escape sequence", since(start));
    }
    int value = first;
    for (int i = 0; i < 2 && digit(8) >= 0; i++) {
      value = value * 8 + digit(8);
      position++;
    }
    return value;
  }

  private int hexadecimal(int start) {
    return skip('{') ? inBraces(start) : twoDigits(start);
  }

  /** What is wrong is shown with both characters, also when the first is. */
  private int twoDigits(int start) {
    int value = 0;
    boolean valid = true;
    for (int i = 0; i < 2; i++) {
      int digit = digit(16);
      valid &= digit >= 0;
      value = value * 16 + digit;
      if (!atEnd()) {
        take();
      }
    }
    if (!valid) {
      throw error("invalid escape sequence", since(start));
    }
    return value;
  }

  private int inBraces(int start) {
    int value = 0;
    int digits = 0;
    while (!atEnd()) {
      int digit = digit(16);
      int c = take();
      if (c == '}' && digits > 0) {
        return value;
      }
      value = value * 16 + digit;
      if (digit < 0 || value > Character.MAX_CODE_POINT) {
        break;
      }
      digits++;
    }
    throw error("invalid escape sequence", since(start));
  }
}
