package dev.kyverdict.values;

import java.util.OptionalLong;

/** Go's {@code time.Duration}: texts such as {@code 1h30m}, as nanoseconds. */
public final class GoDuration {

  /** One second in nanoseconds. */
  public static final long SECOND = 1_000_000_000L;

  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;

  private GoDuration() {}

  /** {@code time.ParseDuration}; empty when it is an error, overflow included. */
  public static OptionalLong parse(String text) {
    return new DurationReader(text).read();
  }

  /** {@code Duration.Seconds()}. */
  public static double seconds(long nanoseconds) {
    long whole = nanoseconds / SECOND;
    long rest = nanoseconds % SECOND;
    return whole + rest / 1e9;
  }

  /** {@code Duration.String()}: {@code 1h30m0s}, {@code 1.5s}, {@code 0s}. */
  public static String format(long nanoseconds) {
    if (nanoseconds == 0) {
      return "0s";
    }
    String sign = nanoseconds < 0 ? "-" : "";
    long size = Math.abs(nanoseconds);
    if (size >= 0 && size < SECOND) {
      return sign + belowSecond(size);
    }
    // Unsigned, because the smallest long has no positive counterpart.
    long seconds = Long.divideUnsigned(size, SECOND);
    long rest = Long.remainderUnsigned(size, SECOND);
    StringBuilder out = new StringBuilder(sign);
    if (seconds >= 3600) {
      out.append(seconds / 3600).append('h');
    }
    if (seconds >= 60) {
      out.append(seconds / 60 % 60).append('m');
    }
    return out.append(seconds % 60).append(fraction(rest, 9)).append('s').toString();
  }

  private static String belowSecond(long size) {
    if (size < 1_000) {
      return size + "ns";
    }
    return size < 1_000_000
        ? size / 1_000 + fraction(size % 1_000, 3) + "µs"
        : size / 1_000_000 + fraction(size % 1_000_000, 6) + "ms";
  }

  private static String fraction(long rest, int digits) {
    if (rest == 0) {
      return "";
    }
    String text = Long.toString(rest);
    String padded = ".000000000".substring(0, 1 + digits - text.length()) + text;
    int end = padded.length();
    while (padded.charAt(end - 1) == '0') {
      end--;
    }
    return padded.substring(0, end);
  }

  /** Nanoseconds of a unit; 0 when Go knows no such unit. */
  static long unit(String name) {
    return switch (name) {
      case "ns" -> 1;
      case "us", "µs", "μs" -> 1_000;
      case "ms" -> 1_000_000;
      case "s" -> SECOND;
      case "m" -> MINUTE;
      case "h" -> HOUR;
      default -> 0;
    };
  }
}
