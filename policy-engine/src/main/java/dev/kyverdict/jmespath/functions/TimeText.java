package dev.kyverdict.jmespath.functions;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The text of a time, read from left to right; Go's {@code time/format.go}. */
final class TimeText {

  private static final String HEX = "0123456789abcdef";

  private final String whole;
  private String rest;

  TimeText(String whole) {
    this.whole = whole;
    this.rest = whole;
  }

  /** The text is not what the layout says. */
  static final class MismatchException extends RuntimeException {
    MismatchException() {
      super("mismatch", null, false, false);
    }
  }

  /** The number cannot be. */
  static final class OutOfRangeException extends RuntimeException {
    private final String what;

    OutOfRangeException(String what) {
      super(what, null, false, false);
      this.what = what;
    }

    String what() {
      return what;
    }
  }

  String whole() {
    return whole;
  }

  String rest() {
    return rest;
  }

  static int inRange(int number, int from, int to, String what) {
    if (number < from || number > to) {
      throw new OutOfRangeException(what);
    }
    return number;
  }

  /** Goes past a text of the layout; a space there stands for any number of spaces. */
  boolean skip(String prefix) {
    int i = 0;
    while (i < prefix.length()) {
      if (prefix.charAt(i) == ' ') {
        if (!rest.isEmpty() && rest.charAt(0) != ' ') {
          return false;
        }
        while (i < prefix.length() && prefix.charAt(i) == ' ') {
          i++;
        }
        rest = rest.substring(spaces());
      } else {
        if (rest.isEmpty() || rest.charAt(0) != prefix.charAt(i)) {
          return false;
        }
        rest = rest.substring(1);
        i++;
      }
    }
    return true;
  }

  private int spaces() {
    int count = 0;
    while (count < rest.length() && rest.charAt(count) == ' ') {
      count++;
    }
    return count;
  }

  void skipSpace() {
    if (rest.startsWith(" ")) {
      rest = rest.substring(1);
    }
  }

  String take(int length) {
    if (rest.length() < length) {
      throw new MismatchException();
    }
    String taken = rest.substring(0, length);
    rest = rest.substring(length);
    return taken;
  }

  private boolean digitAt(int i) {
    return i < rest.length() && isDigit(rest.charAt(i));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** One or two digits, or exactly two. */
  int number(boolean fixed) {
    if (!digitAt(0) || (fixed && !digitAt(1))) {
      throw new MismatchException();
    }
    return Integer.parseInt(take(digitAt(1) ? 2 : 1));
  }

  int dayOfYear(boolean fixed) {
    int digits = 0;
    while (digits < 3 && digitAt(digits)) {
      digits++;
    }
    if (digits == 0 || (fixed && digits != 3)) {
      throw new MismatchException();
    }
    return Integer.parseInt(take(digits));
  }

  int longYear() {
    if (!digitAt(0)) {
      throw new MismatchException();
    }
    return integer(take(4));
  }

  int shortYear() {
    return integer(take(2));
  }

  /** A sign is welcome. */
  private static int integer(String text) {
    String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    for (int i = 0; i < digits.length(); i++) {
      if (!isDigit(digits.charAt(i))) {
        throw new MismatchException();
      }
    }
    int number = digits.isEmpty() ? 0 : Integer.parseInt(digits);
    return text.startsWith("-") ? -number : number;
  }

  /** The first of the names that the text begins with, in whatever case; or of their beginnings. */
  int name(List<String> names, boolean shortened) {
    for (int i = 0; i < names.size(); i++) {
      String name = shortened ? names.get(i).substring(0, 3) : names.get(i);
      if (rest.length() >= name.length() && isSame(rest.substring(0, name.length()), name)) {
        take(name.length());
        return i;
      }
    }
    throw new MismatchException();
  }

  private static boolean isSame(String text, String name) {
    for (int i = 0; i < name.length(); i++) {
      if ((text.charAt(i) | 0x20) != (name.charAt(i) | 0x20)) {
        return false;
      }
    }
    return true;
  }

  /** How long a fraction is that begins here, with its point; 0 when none does. */
  int fractionLength() {
    if (rest.isEmpty() || (rest.charAt(0) != '.' && rest.charAt(0) != ',') || !digitAt(1)) {
      return 0;
    }
    int length = 2;
    while (digitAt(length)) {
      length++;
    }
    return length;
  }

  /** A fraction of that length; of its digits nine count. */
  int nanos(int length) {
    String fraction = take(length);
    if (fraction.charAt(0) != '.' && fraction.charAt(0) != ',') {
      throw new MismatchException();
    }
    String digits = fraction.substring(1, Math.min(length, 10));
    int number = inRange(integer(digits), 0, Integer.MAX_VALUE, "fractional second");
    for (int i = digits.length(); i < 9; i++) {
      number *= 10;
    }
    return number;
  }

  /** An offset in the form of {@code 0700}, {@code 07:00:00} and so on. */
  int offset(String form) {
    String text = take(form.length() + 1);
    char sign = text.charAt(0);
    int[] parts = new int[3];
    int part = 0;
    for (int i = 0; i < form.length(); i++) {
      if (form.charAt(i) == ':') {
        if (text.charAt(i + 1) != ':') {
          throw new MismatchException();
        }
      } else {
        parts[part++] = twoDigits(text, i + 1);
        i++;
      }
    }
    inRange(parts[0], 0, 24, "time zone offset hour");
    inRange(parts[1], 0, 60, "time zone offset minute");
    inRange(parts[2], 0, 60, "time zone offset second");
    if (sign != '+' && sign != '-') {
      throw new MismatchException();
    }
    int seconds = (parts[0] * 60 + parts[1]) * 60 + parts[2];
    return sign == '-' ? -seconds : seconds;
  }

  private static int twoDigits(String text, int at) {
    if (!isDigit(text.charAt(at)) || !isDigit(text.charAt(at + 1))) {
      throw new MismatchException();
    }
    return Integer.parseInt(text.substring(at, at + 2));
  }

  /** What looks like the abbreviation of a zone. */
  String zoneName() {
    int length = zoneNameLength();
    if (length == 0) {
      throw new MismatchException();
    }
    return take(length);
  }

  private int zoneNameLength() {
    if (rest.length() < 3) {
      return 0;
    }
    if (rest.startsWith("ChST") || rest.startsWith("MeST")) {
      return 4;
    }
    if (rest.startsWith("GMT")) {
      return 3 + signedHours(rest.substring(3));
    }
    if (rest.charAt(0) == '+' || rest.charAt(0) == '-') {
      return signedHours(rest);
    }
    int upper = 0;
    while (upper < 6 && upper < rest.length() && isUpper(rest.charAt(upper))) {
      upper++;
    }
    return switch (upper) {
      case 3 -> 3;
      case 4 -> rest.charAt(3) == 'T' || rest.startsWith("WITA") ? 4 : 0;
      case 5 -> rest.charAt(4) == 'T' ? 5 : 0;
      default -> 0;
    };
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  /** The length of a sign and hours up to 23; 0 when there are none. */
  private static int signedHours(String text) {
    if (text.isEmpty() || (text.charAt(0) != '+' && text.charAt(0) != '-')) {
      return 0;
    }
    int length = 1;
    long hours = 0;
    while (length < text.length() && isDigit(text.charAt(length)) && hours <= 23) {
      hours = hours * 10 + text.charAt(length) - '0';
      length++;
    }
    return length == 1 || hours > 23 ? 0 : length;
  }

  /** As package {@code time} quotes. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b < ' ') {
        quoted.append("\\x").append(HEX.charAt((b >> 4) & 0xF)).append(HEX.charAt(b & 0xF));
      } else {
        if (b == '"' || b == '\\') {
          quoted.append('\\');
        }
        quoted.append((char) b);
      }
    }
    return quoted.append('"').toString();
  }
}
