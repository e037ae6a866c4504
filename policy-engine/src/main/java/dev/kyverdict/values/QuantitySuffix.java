package dev.kyverdict.values;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What follows the digits of a quantity.
 *
 * @param exponent the power of two of a binary suffix, else of ten
 * @param format the format
 */
record QuantitySuffix(int exponent, Quantity.Format format) {

  static Optional<QuantitySuffix> of(String text) {
    return switch (text) {
      case "n" -> decimal(-9);
      case "u" -> decimal(-6);
      case "m" -> decimal(-3);
      case "" -> decimal(0);
      case "k" -> decimal(3);
      case "M" -> decimal(6);
      case "G" -> decimal(9);
      case "T" -> decimal(12);
      case "P" -> decimal(15);
      case "E" -> decimal(18);
      case "Ki" -> binary(10);
      case "Mi" -> binary(20);
      case "Gi" -> binary(30);
      case "Ti" -> binary(40);
      case "Pi" -> binary(50);
      case "Ei" -> binary(60);
      default -> exponent(text);
    };
  }

  /** The suffix of a power of 1000; none beyond those that have a name. */
  static String decimalText(int exponent) {
    return switch (exponent) {
      case -9 -> "n";
      case -6 -> "u";
      case -3 -> "m";
      case 3 -> "k";
      case 6 -> "M";
      case 9 -> "G";
      case 12 -> "T";
      case 15 -> "P";
      case 18 -> "E";
      default -> "";
    };
  }

  /** The suffix of a power of 1024; none beyond those that have a name. */
  static String binaryText(int power) {
    return switch (power) {
      case 1 -> "Ki";
      case 2 -> "Mi";
      case 3 -> "Gi";
      case 4 -> "Ti";
      case 5 -> "Pi";
      case 6 -> "Ei";
      default -> "";
    };
  }

  private static Optional<QuantitySuffix> decimal(int exponent) {
    return Optional.of(new QuantitySuffix(exponent, Quantity.Format.DECIMAL_SI));
  }

  private static Optional<QuantitySuffix> binary(int exponent) {
    return Optional.of(new QuantitySuffix(exponent, Quantity.Format.BINARY_SI));
  }

  private static Optional<QuantitySuffix> exponent(String text) {
    if (text.length() < 2 || (text.charAt(0) != 'e' && text.charAt(0) != 'E')) {
      return Optional.empty();
    }
    OptionalLong exponent = GoParse.integer(text.substring(1));
    // Only the lower 32 bits count, as upstream.
    return exponent.isPresent()
        ? Optional.of(
            new QuantitySuffix((int) exponent.getAsLong(), Quantity.Format.DECIMAL_EXPONENT))
        : Optional.empty();
  }
}
