package dev.kyverdict.jmespath;

import dev.kyverdict.jmespath.functions.FunctionException;
import dev.kyverdict.values.EndlessException;
import dev.kyverdict.values.GoFormat;
import dev.kyverdict.values.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Calculation with quantities and numbers; Kyverno's {@code pkg/engine/jmespath/arithmetic.go}. */
final class Amounts {

  /** More digits nobody waits for. */
  private static final long MAX_DIGITS = 1_000_000;

  private Amounts() {}

  /** A number takes part as the quantity that its text is, and so is rounded up to nanos. */
  private static BigDecimal number(double value) {
    return Quantity.parse(GoFormat.general(value))
        .orElseThrow(() -> new FunctionException(problem(value)))
        .value();
  }

  private static String problem(double value) {
    return Double.isNaN(value) || Double.isInfinite(value)
        ? "quantities must match the regular expression"
            + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
        : "unable to parse quantity's suffix";
  }

  static Quantity times(Quantity amount, double factor) {
    BigDecimal number = number(factor);
    refuseEndless((long) amount.value().scale() + number.scale());
    return Quantity.of(amount.value().multiply(number), amount.format());
  }

  /** Rounded down, to as many digits as the more exact of the two has. */
  static Quantity over(Quantity amount, double divisor) {
    BigDecimal number = number(divisor);
    refuseEndless((long) amount.value().scale() - number.scale());
    int scale = Math.max(amount.value().scale(), number.scale());
    return Quantity.of(amount.value().divide(number, scale, RoundingMode.DOWN), amount.format());
  }

  private static void refuseEndless(long digits) {
    if (Math.abs(digits) > MAX_DIGITS) {
      throw new EndlessException("a quantity of " + digits + " digits");
    }
  }

  /** {@code AsApproximateFloat64}: not always the nearest number. */
  static double approximately(Quantity amount) {
    double digits = amount.value().unscaledValue().doubleValue();
    int exponent = -amount.value().scale();
    return exponent == 0 ? digits : digits * Double.parseDouble("1e" + exponent);
  }
}
