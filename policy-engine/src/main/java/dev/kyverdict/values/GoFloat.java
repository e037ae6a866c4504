package dev.kyverdict.values;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The fewest digits that name a floating-point number, as Go's {@code strconv} finds them, and the
 * layouts it has for them.
 *
 * @param negative the sign
 * @param digits the digits, without zeros at their end; {@code 0} for zero
 * @param exponent the power of ten of the first digit
 */
record GoFloat(boolean negative, String digits, int exponent) {

  /** Of a finite float64. */
  static GoFloat of(double value) {
    BigDecimal shortest = shortest(value);
    return of(value < 0 || 1 / value < 0, shortest);
  }

  /** Of a finite float32. */
  static GoFloat of(float value) {
    BigDecimal found = new BigDecimal(Float.toString(Math.abs(value)));
    BigDecimal shorter = oneDigit(found);
    return of(
        value < 0 || 1 / value < 0, shorter.floatValue() == Math.abs(value) ? shorter : found);
  }

  /** What {@code strconv} writes for a number that is none; empty for finite ones. */
  static String special(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    return Double.isInfinite(value) ? (value > 0 ? "+Inf" : "-Inf") : "";
  }

  private static GoFloat of(boolean negative, BigDecimal size) {
    if (size.signum() == 0) {
      return new GoFloat(negative, "0", 0);
    }
    BigDecimal stripped = size.stripTrailingZeros();
    String digits = stripped.unscaledValue().toString();
    return new GoFloat(negative, digits, digits.length() - 1 - stripped.scale());
  }

  /** Java never writes fewer than two digits, though one may do for the smallest numbers. */
  private static BigDecimal shortest(double value) {
    BigDecimal found = new BigDecimal(Double.toString(Math.abs(value)));
    BigDecimal shorter = oneDigit(found);
    return shorter.doubleValue() == Math.abs(value) ? shorter : found;
  }

  private static BigDecimal oneDigit(BigDecimal number) {
    int surplus = number.precision() - 1;
    return number.setScale(number.scale() - surplus, RoundingMode.HALF_EVEN);
  }

  /** Without an exponent, {@code 'f'}. */
  String plain() {
    StringBuilder out = new StringBuilder(negative ? "-" : "");
    if (exponent < 0) {
      return out.append("0.").repeat("0", -exponent - 1).append(digits).toString();
    }
    int whole = exponent + 1;
    if (digits.length() <= whole) {
      return out.append(digits).repeat("0", whole - digits.length()).toString();
    }
    return out.append(digits, 0, whole).append('.').append(digits.substring(whole)).toString();
  }

  /** With an exponent of at least two digits, {@code 'e'} or {@code 'E'}. */
  String scientific(char letter) {
    StringBuilder out = new StringBuilder(negative ? "-" : "").append(digits.charAt(0));
    if (digits.length() > 1) {
      out.append('.').append(digits, 1, digits.length());
    }
    int size = Math.abs(exponent);
    out.append(letter).append(exponent < 0 ? '-' : '+');
    return out.append(size < 10 ? "0" : "").append(size).toString();
  }
}
