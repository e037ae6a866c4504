package dev.kyverdict.values;

import java.util.OptionalLong;

/** Reads one duration; all arithmetic is unsigned, as upstream, and may wrap where that wraps. */
final class DurationReader {

  private static final long LIMIT = Long.MIN_VALUE;

  private final String text;
  private int at;

  DurationReader(String text) {
    this.text = text;
  }

  OptionalLong read() {
    boolean negative = text.startsWith("-");
    if (negative || text.startsWith("+")) {
      at++;
    }
    if (at == text.length()) {
      return OptionalLong.empty();
    }
    if (at == text.length() - 1 && text.charAt(at) == '0') {
      return OptionalLong.of(0);
    }
    long sum = 0;
    while (at < text.length()) {
      OptionalLong part = part();
      if (part.isEmpty()) {
        return part;
      }
      sum += part.getAsLong();
      if (tooLarge(sum)) {
        return OptionalLong.empty();
      }
    }
    if (negative) {
      return OptionalLong.of(-sum);
    }
    return sum < 0 ? OptionalLong.empty() : OptionalLong.of(sum);
  }

  private OptionalLong part() {
    int start = at;
    long whole = whole();
    boolean digits = at > start;
    if (whole == -1) {
      return OptionalLong.empty();
    }
    long fraction = 0;
    double scale = 1;
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      int from = at;
      boolean overflow = false;
      for (; digit(); at++) {
        long next = fraction * 10 + (text.charAt(at) - '0');
        overflow = overflow || fraction > Long.MAX_VALUE / 10 || tooLarge(next);
        if (!overflow) {
          fraction = next;
          scale *= 10;
        }
      }
      digits |= at > from;
    }
    long unit = digits ? unit() : 0;
    return unit == 0 ? OptionalLong.empty() : product(whole, fraction, scale, unit);
  }

  /** The digits here; -1 when they are too many. */
  private long whole() {
    long value = 0;
    for (; digit(); at++) {
      if (Long.compareUnsigned(value, Long.divideUnsigned(LIMIT, 10)) > 0) {
        return -1;
      }
      value = value * 10 + (text.charAt(at) - '0');
      if (tooLarge(value)) {
        return -1;
      }
    }
    return value;
  }

  private long unit() {
    int start = at;
    while (at < text.length() && text.charAt(at) != '.' && !digit()) {
      at++;
    }
    return GoDuration.unit(text.substring(start, at));
  }

  private static OptionalLong product(long whole, long fraction, double scale, long unit) {
    if (Long.compareUnsigned(whole, Long.divideUnsigned(LIMIT, unit)) > 0) {
      return OptionalLong.empty();
    }
    long value = whole * unit;
    if (fraction != 0) {
      value += (long) (unsigned(fraction) * (unit / scale));
    }
    return tooLarge(value) ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static double unsigned(long value) {
    return value < 0 ? 0x1p63 : value;
  }

  private boolean digit() {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static boolean tooLarge(long value) {
    return Long.compareUnsigned(value, LIMIT) > 0;
  }
}
