package dev.kyverdict.yaml;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Numbers as JSON, YAML 1.1 and YAML 1.2 all write them: an exponent always has a sign and a point
 * before it, a number that is no integer always has a point.
 */
final class NumberText {

  private static final int PLAIN_FROM_EXPONENT = -7;
  private static final int PLAIN_BELOW_EXPONENT = 21;

  private NumberText() {}

  /** Empty for what is no finite number, also when a reader holds it in 64 bits. */
  static Optional<String> of(JsonNode number) {
    if (number.isIntegralNumber()) {
      return Optional.of(number.bigIntegerValue().toString());
    }
    double value = number.doubleValue();
    if (!Double.isFinite(value)) {
      return Optional.empty();
    }
    if (value == 0 && Double.doubleToRawLongBits(value) != 0) {
      return Optional.of("-0.0");
    }
    return Optional.of(text(new BigDecimal(number.asString()).stripTrailingZeros()));
  }

  private static String text(BigDecimal number) {
    int exponent = number.precision() - number.scale() - 1;
    if (number.signum() == 0) {
      return "0.0";
    }
    if (exponent >= PLAIN_FROM_EXPONENT && exponent < PLAIN_BELOW_EXPONENT) {
      String plain = number.toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String digits = number.unscaledValue().abs().toString();
    String fraction = digits.length() == 1 ? "0" : digits.substring(1);
    String sign = number.signum() < 0 ? "-" : "";
    return String.format(Locale.ROOT, "%s%c.%se%+d", sign, digits.charAt(0), fraction, exponent);
  }
}
