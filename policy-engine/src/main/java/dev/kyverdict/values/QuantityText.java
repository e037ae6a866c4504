package dev.kyverdict.values;

import java.math.BigDecimal;
import java.math.BigInteger;

/** The canonical text of a quantity. */
final class QuantityText {

  private static final BigDecimal SMALLEST_BINARY = BigDecimal.valueOf(1024);
  private static final BigInteger STEP = BigInteger.valueOf(1024);

  private QuantityText() {}

  static String of(BigDecimal value, Quantity.Format format) {
    if (value.signum() == 0) {
      return "0";
    }
    return switch (format) {
      case DECIMAL_EXPONENT -> decimal(value, true);
      case DECIMAL_SI -> decimal(value, false);
      // Small or broken amounts would lose precision as powers of 1024.
      case BINARY_SI ->
          value.abs().compareTo(SMALLEST_BINARY) < 0 || !isWhole(value)
              ? decimal(value, false)
              : binary(value.toBigIntegerExact());
    };
  }

  private static boolean isWhole(BigDecimal value) {
    return value.scale() <= 0 || value.stripTrailingZeros().scale() <= 0;
  }

  private static String decimal(BigDecimal value, boolean exponential) {
    BigDecimal digits = new BigDecimal(value.unscaledValue()).stripTrailingZeros();
    int exponent = -value.scale() - digits.scale();
    int surplus = Math.floorMod(exponent, 3);
    int rounded = exponent - surplus;
    String number = digits.unscaledValue().multiply(BigInteger.TEN.pow(surplus)).toString();
    if (exponential) {
      return rounded == 0 ? number : number + "e" + rounded;
    }
    return number + QuantitySuffix.decimalText(rounded);
  }

  private static String binary(BigInteger amount) {
    BigInteger rest = amount;
    int power = 0;
    BigInteger[] divided = rest.divideAndRemainder(STEP);
    while (divided[1].signum() == 0) {
      rest = divided[0];
      power++;
      divided = rest.divideAndRemainder(STEP);
    }
    return rest + QuantitySuffix.binaryText(power);
  }
}
