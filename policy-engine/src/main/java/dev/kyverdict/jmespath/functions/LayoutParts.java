package dev.kyverdict.jmespath.functions;

import dev.kyverdict.jmespath.functions.GoTimeLayout.Part;

/** Finds the parts of a layout; Go's {@code time/format.go}, {@code nextStdChunk}. */
final class LayoutParts {

  private static final String[] OFFSETS = {
    "070000", "07:00:00", "0700", "07:00", "07",
  };

  private LayoutParts() {}

  /** A part, how long it is and how many characters are before it; of length 0 when none is. */
  record Found(Part part, int length, int skip) {}

  private static final Found NOTHING = new Found(Part.YEAR, 0, 0);

  private static Found found(Part part, int length) {
    return new Found(part, length, 0);
  }

  static Found at(String layout, int i) {
    return switch (layout.charAt(i)) {
      case 'J' -> name(layout, i, "January", Part.LONG_MONTH, Part.MONTH);
      case 'M' ->
          layout.startsWith("MST", i)
              ? found(Part.ZONE_NAME, 3)
              : name(layout, i, "Monday", Part.LONG_WEEKDAY, Part.WEEKDAY);
      case '0' -> zero(layout, i);
      case '1' -> layout.startsWith("15", i) ? found(Part.HOUR, 2) : found(Part.NUMBER_MONTH, 1);
      case '2' -> layout.startsWith("2006", i) ? found(Part.LONG_YEAR, 4) : found(Part.DAY, 1);
      case '_' -> underscore(layout, i);
      case '3' -> found(Part.HOUR_12, 1);
      case '4' -> found(Part.MINUTE, 1);
      case '5' -> found(Part.SECOND, 1);
      case 'P' -> layout.startsWith("PM", i) ? found(Part.UPPER_PM, 2) : NOTHING;
      case 'p' -> layout.startsWith("pm", i) ? found(Part.LOWER_PM, 2) : NOTHING;
      case '-', 'Z' -> offset(layout, i);
      case '.', ',' -> fraction(layout, i);
      default -> NOTHING;
    };
  }

  /** A short name must not go on in lower case, unless it goes on to the long one. */
  private static Found name(String layout, int i, String name, Part asLong, Part asShort) {
    if (layout.startsWith(name, i)) {
      return found(asLong, name.length());
    }
    if (!layout.startsWith(name.substring(0, 3), i)) {
      return NOTHING;
    }
    char next = i + 3 < layout.length() ? layout.charAt(i + 3) : ' ';
    return next >= 'a' && next <= 'z' ? NOTHING : found(asShort, 3);
  }

  private static Found zero(String layout, int i) {
    char next = i + 1 < layout.length() ? layout.charAt(i + 1) : ' ';
    return switch (next) {
      case '1' -> found(Part.ZERO_MONTH, 2);
      case '2' -> found(Part.ZERO_DAY, 2);
      case '3' -> found(Part.ZERO_HOUR_12, 2);
      case '4' -> found(Part.ZERO_MINUTE, 2);
      case '5' -> found(Part.ZERO_SECOND, 2);
      case '6' -> found(Part.YEAR, 2);
      default -> layout.startsWith("002", i) ? found(Part.ZERO_YEAR_DAY, 3) : NOTHING;
    };
  }

  /** {@code _2006} is an underscore before a year. */
  private static Found underscore(String layout, int i) {
    if (layout.startsWith("_2006", i)) {
      return new Found(Part.LONG_YEAR, 4, 1);
    }
    if (layout.startsWith("_2", i)) {
      return found(Part.UNDER_DAY, 2);
    }
    return layout.startsWith("__2", i) ? found(Part.UNDER_YEAR_DAY, 3) : NOTHING;
  }

  private static Found offset(String layout, int i) {
    for (String form : OFFSETS) {
      if (layout.startsWith(form, i + 1)) {
        return found(Part.OFFSET, form.length() + 1);
      }
    }
    return NOTHING;
  }

  /** All of the digits behind the point are zeros, or all are nines. */
  private static Found fraction(String layout, int i) {
    int end = i + 1;
    char digit = end < layout.length() ? layout.charAt(end) : ' ';
    if (digit != '0' && digit != '9') {
      return NOTHING;
    }
    while (end < layout.length() && layout.charAt(end) == digit) {
      end++;
    }
    if (end < layout.length() && layout.charAt(end) >= '0' && layout.charAt(end) <= '9') {
      return NOTHING;
    }
    return found(digit == '0' ? Part.FRACTION_ZEROS : Part.FRACTION_NINES, end - i);
  }
}
