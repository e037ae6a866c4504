package dev.kyverdict.jmespath.functions;

/** Why Go does not take a text for a duration; {@code time/format.go}, {@code ParseDuration}. */
public final class DurationProblem {

  private DurationProblem() {}

  /** Go's text, for what it does not take. */
  public static String of(String text) {
    String rest = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    while (!rest.isEmpty()) {
      int number = numberLength(rest);
      if (number == 0) {
        break;
      }
      int unitEnd = unitEnd(rest, number);
      String unit = rest.substring(number, unitEnd);
      if (unit.isEmpty()) {
        return "time: missing unit in duration " + TimeText.quoted(text);
      }
      if (!isUnit(unit)) {
        return "time: unknown unit "
            + TimeText.quoted(unit)
            + " in duration "
            + TimeText.quoted(text);
      }
      rest = rest.substring(unitEnd);
    }
    return "time: invalid duration " + TimeText.quoted(text);
  }

  /** Digits and a point; 0 when there is no digit, or more than an int64 holds before the point. */
  private static int numberLength(String text) {
    int end = 0;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    boolean digits = end > 0;
    if (digits
        && (end > 19
            || Long.compareUnsigned(Long.parseUnsignedLong(text, 0, end, 10), 1L << 63) > 0)) {
      return 0;
    }
    if (end < text.length() && text.charAt(end) == '.') {
      end++;
      while (end < text.length() && isDigit(text.charAt(end))) {
        digits = true;
        end++;
      }
    }
    return digits ? end : 0;
  }

  private static int unitEnd(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) != '.' && !isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isUnit(String unit) {
    return switch (unit) {
      case "ns", "us", "µs", "μs", "ms", "s", "m", "h" -> true;
      default -> false;
    };
  }
}
