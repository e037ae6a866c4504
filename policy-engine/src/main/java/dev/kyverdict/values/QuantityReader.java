package dev.kyverdict.values;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

/** Reads one quantity as {@code resource.ParseQuantity} does. */
final class QuantityReader {

  private static final int NANO = -9;
  private static final BigDecimal SMALLEST = BigDecimal.ONE.movePointLeft(9);
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

  /** Of more zeros before the point upstream never gets to an end; who computes says so. */
  private static final int MOST_ZEROS = 100_000;

  private static final int FAST_DECIMAL_DIGITS = 18;
  private static final int FAST_BINARY_DIGITS = 14;
  private static final String SUFFIX_LETTERS = "eEinumkKMGTP";

  private final String text;
  private int at;

  private QuantityReader(String text) {
    this.text = text;
  }

  static Optional<Quantity> read(String text) {
    return text.isEmpty() || !plausible(text.charAt(0))
        ? Optional.empty()
        : new QuantityReader(text).read();
  }

  private static boolean plausible(char first) {
    return (first >= '0' && first <= '9')
        || first == '+'
        || first == '-'
        || first == '.'
        || SUFFIX_LETTERS.indexOf(first) >= 0;
  }

  private Optional<Quantity> read() {
    boolean negative = text.charAt(0) == '-';
    at = negative || text.charAt(0) == '+' ? 1 : 0;
    while (at < text.length() && text.charAt(at) == '0') {
      at++;
    }
    String whole = digits();
    String fraction = "";
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      fraction = digits();
    }
    boolean anyDigit = firstIsDigit(at);
    String suffix = text.substring(at);
    if (!suffixIsWellFormed()) {
      return Optional.empty();
    }
    String digits = whole.isEmpty() ? "0" : whole;
    boolean sign = negative;
    String after = fraction;
    return QuantitySuffix.of(suffix).flatMap(s -> quantity(sign, digits, after, s, anyDigit));
  }

  private Optional<Quantity> quantity(
      boolean negative, String whole, String fraction, QuantitySuffix suffix, boolean anyDigit) {
    boolean binary = suffix.format() == Quantity.Format.BINARY_SI;
    int digits = whole.length() + fraction.length();
    boolean fast =
        binary
            ? fraction.isEmpty() && digits + suffix.exponent() * 3 / 10 <= FAST_BINARY_DIGITS
            : digits <= FAST_DECIMAL_DIGITS;
    // Wraps as upstream's int32 does.
    int scale = (binary ? 0 : suffix.exponent()) - fraction.length();
    if (fast && scale >= NANO) {
      return Optional.of(exact(negative, whole + fraction, scale, suffix));
    }
    if (!anyDigit) {
      return Optional.empty();
    }
    return Optional.of(rounded(negative, whole + fraction, scale, suffix));
  }

  private Quantity exact(boolean negative, String digits, int scale, QuantitySuffix suffix) {
    long number = Long.parseLong(digits);
    BigDecimal value;
    boolean canonical;
    if (suffix.format() == Quantity.Format.BINARY_SI) {
      value = BigDecimal.valueOf(number << suffix.exponent());
      canonical = (number & 7) != 0;
    } else {
      value = BigDecimal.valueOf(number, -scale);
      canonical = scale % 3 == 0 && !digits.endsWith("000") && digits.charAt(0) != '0';
    }
    BigDecimal signed = negative ? value.negate() : value;
    return canonical || text.equals("0")
        ? new Quantity(signed, suffix.format(), text)
        : Quantity.of(signed, suffix.format());
  }

  private static Quantity rounded(
      boolean negative, String digits, int scale, QuantitySuffix suffix) {
    Quantity.Format format = suffix.format();
    BigDecimal value = new BigDecimal(new BigInteger(digits), -scale);
    if (format == Quantity.Format.BINARY_SI) {
      value = value.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(suffix.exponent())));
    }
    value = upToNano(value);
    if (format == Quantity.Format.BINARY_SI) {
      value = value.min(LARGEST);
      if (value.signum() > 0 && value.compareTo(BigDecimal.ONE) < 0) {
        format = Quantity.Format.DECIMAL_SI;
      }
    }
    return Quantity.of(negative ? value.negate() : value, format);
  }

  /**
   * Nine places behind the point, which a later division keeps. A size that is not zero never
   * becomes zero: whoever wants little shall get something.
   */
  private static BigDecimal upToNano(BigDecimal size) {
    if (size.signum() == 0 || size.scale() < -MOST_ZEROS) {
      return size;
    }
    return size.compareTo(SMALLEST) <= 0 ? SMALLEST : size.setScale(-NANO, RoundingMode.UP);
  }

  private String digits() {
    int start = at;
    while (at < text.length() && digit(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private boolean firstIsDigit(int end) {
    for (int i = 0; i < end; i++) {
      if (digit(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Letters, then perhaps a sign, then digits: whether there is such a suffix is looked up later.
   */
  private boolean suffixIsWellFormed() {
    while (at < text.length() && SUFFIX_LETTERS.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
      at++;
    }
    while (at < text.length() && digit(text.charAt(at))) {
      at++;
    }
    return at == text.length();
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
