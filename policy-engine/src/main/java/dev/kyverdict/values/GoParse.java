package dev.kyverdict.values;

import com.google.re2j.Pattern;
import java.math.BigInteger;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Numbers as Go's {@code strconv} reads them from text. */
public final class GoParse {

  private static final Pattern DECIMAL =
      Pattern.compile(
          "[+-]?(?:[0-9](?:_?[0-9])*\\.?|(?:[0-9](?:_?[0-9])*)?\\.[0-9](?:_?[0-9])*)"
              + "(?:[eE][+-]?[0-9](?:_?[0-9])*)?");
  private static final Pattern HEXADECIMAL =
      Pattern.compile(
          "[+-]?0[xX](?:(?:_?[0-9a-fA-F])+\\.?|(?:_?[0-9a-fA-F])*\\.[0-9a-fA-F](?:_?[0-9a-fA-F])*)"
              + "[pP][+-]?[0-9](?:_?[0-9])*");

  private static final int LONGEST_WORD = "-infinity".length();

  private GoParse() {}

  /** {@code strconv.ParseInt(text, 10, 64)}; empty when it is an error, overflow included. */
  public static OptionalLong integer(String text) {
    int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    if (start == text.length()) {
      return OptionalLong.empty();
    }
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return OptionalLong.empty();
      }
    }
    if (text.length() - start <= 18) {
      return OptionalLong.of(Long.parseLong(text));
    }
    BigInteger value = new BigInteger(text);
    return value.bitLength() < Long.SIZE
        ? OptionalLong.of(value.longValue())
        : OptionalLong.empty();
  }

  /** {@code strconv.ParseFloat(text, 64)}; empty when it is an error, overflow included. */
  public static OptionalDouble number(String text) {
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    char last = text.charAt(text.length() - 1);
    if (last != '.' && (last < '0' || last > '9')) {
      return word(text);
    }
    boolean hexadecimal = text.indexOf('x') >= 0 || text.indexOf('X') >= 0;
    return (hexadecimal ? HEXADECIMAL : DECIMAL).matches(text)
        ? finite(Double.parseDouble(text.replace("_", "")))
        : OptionalDouble.empty();
  }

  private static OptionalDouble word(String text) {
    if (text.length() > LONGEST_WORD) {
      return OptionalDouble.empty();
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan" -> OptionalDouble.of(Double.NaN);
      case "inf", "+inf", "infinity", "+infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
      case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
      default -> OptionalDouble.empty();
    };
  }

  private static OptionalDouble finite(double value) {
    return Double.isInfinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
