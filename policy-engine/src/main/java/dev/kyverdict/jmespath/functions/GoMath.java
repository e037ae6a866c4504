package dev.kyverdict.jmespath.functions;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Floating point numbers as Go on amd64 has them. */
public final class GoMath {

  private static final double TWO_TO_63 = 0x1p63;

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:[0-9]++\\.?[0-9]*+|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?");
  private static final Pattern HEXADECIMAL =
      Pattern.compile(
          "[+-]?0[xX](?:\\p{XDigit}++\\.?\\p{XDigit}*+|\\.\\p{XDigit}++)[pP][+-]?[0-9]++");

  private GoMath() {}

  /** {@code strconv.ParseFloat(text, 64)}; empty for its errors, that of a too large number too. */
  public static OptionalDouble parse(String text) {
    OptionalDouble special = special(text);
    if (special.isPresent()) {
      return special;
    }
    if (text.indexOf('_') >= 0 && !underscoresSeparate(text)) {
      return OptionalDouble.empty();
    }
    String digits = text.replace("_", "");
    if (!DECIMAL.matcher(digits).matches() && !HEXADECIMAL.matcher(digits).matches()) {
      return OptionalDouble.empty();
    }
    double number = Double.parseDouble(digits);
    return Double.isInfinite(number) ? OptionalDouble.empty() : OptionalDouble.of(number);
  }

  private static OptionalDouble special(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "inf", "+inf", "infinity", "+infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
      case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
      case "nan" -> OptionalDouble.of(Double.NaN);
      default -> OptionalDouble.empty();
    };
  }

  /** An underscore stands between two digits, or between the prefix of a base and a digit. */
  private static boolean underscoresSeparate(String text) {
    String unsigned = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
    boolean hexadecimal = unsigned.startsWith("0x") || unsigned.startsWith("0X");
    boolean digit = hexadecimal;
    boolean underscore = false;
    for (int i = hexadecimal ? 2 : 0; i < unsigned.length(); i++) {
      char c = unsigned.charAt(i);
      if (c == '_') {
        if (!digit) {
          return false;
        }
        digit = false;
        underscore = true;
      } else {
        boolean here = Character.digit(c, hexadecimal ? 16 : 10) >= 0 && c < 0x80;
        if (underscore && !here) {
          return false;
        }
        digit = here;
        underscore = false;
      }
    }
    return !underscore;
  }

  /** Whether it has no fraction; infinity and NaN are not whole. */
  public static boolean isWhole(double number) {
    return Double.isFinite(number) && number == Math.rint(number);
  }

  /** Whether a whole number fits into Go's {@code int}. */
  public static boolean fitsInt(double number) {
    return number >= -TWO_TO_63 && number < TWO_TO_63;
  }

  /** {@code int64(number)}: towards zero; what does not fit becomes the smallest number. */
  public static long toInt(double number) {
    return fitsInt(number) ? (long) number : Long.MIN_VALUE;
  }

  /** {@code math.Round}: half away from zero. */
  public static double round(double number) {
    double whole = number < 0 ? Math.ceil(number) : Math.floor(number);
    return Math.abs(number - whole) >= 0.5 ? whole + Math.copySign(1, number) : whole;
  }

  /**
   * {@code math.Pow(10, exponent)}, which is not always the number nearest to the power: it
   * multiplies squares.
   */
  public static double powerOfTen(long exponent) {
    double result = 1;
    int resultExponent = 0;
    double square = 0.625;
    int squareExponent = 4;
    for (long i = exponent; i != 0; i >>= 1) {
      if (squareExponent > 1 << 12) {
        resultExponent += squareExponent;
        break;
      }
      if ((i & 1) == 1) {
        result *= square;
        resultExponent += squareExponent;
      }
      square *= square;
      squareExponent <<= 1;
      if (square < 0.5) {
        square += square;
        squareExponent--;
      }
    }
    return Math.scalb(result, resultExponent);
  }
}
