package dev.kyverdict.values;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * An amount of a resource: {@code 500m}, {@code 1Gi}, {@code 12e6}. Basis: {@code
 * resource.Quantity} of {@code k8s.io/apimachinery}.
 */
public final class Quantity implements Comparable<Quantity> {

  /** Beyond this many digits upstream does not come to an end in reasonable time. */
  private static final long MAX_DIGITS = 1_000_000;

  private final BigDecimal value;
  private final Format format;

  /** As it was written, where upstream keeps that; else empty. */
  private final String text;

  /** How a quantity is written. */
  public enum Format {
    /** Powers of ten, {@code 12e6}. */
    DECIMAL_EXPONENT,
    /** Powers of 1024, {@code 12Mi}. */
    BINARY_SI,
    /** Powers of 1000, {@code 12M}. */
    DECIMAL_SI
  }

  Quantity(BigDecimal value, Format format, String text) {
    this.value = value;
    this.format = format;
    this.text = text;
  }

  /** {@code resource.ParseQuantity}; empty when it is an error. */
  public static Optional<Quantity> parse(String text) {
    return QuantityReader.read(text);
  }

  /** {@code resource.NewDecimalQuantity}: nothing is rounded. */
  public static Quantity of(BigDecimal value, Format format) {
    return new Quantity(value, format, "");
  }

  /** The amount. */
  public BigDecimal value() {
    return value;
  }

  /** How it is written. */
  public Format format() {
    return format;
  }

  /** The sum; zero takes the format of what is added. */
  public Quantity add(Quantity other) {
    limit(other);
    return of(value.add(other.value), formatWith(other));
  }

  /** The difference; zero takes the format of what is subtracted. */
  public Quantity subtract(Quantity other) {
    limit(other);
    return of(value.subtract(other.value), formatWith(other));
  }

  @Override
  public int compareTo(Quantity other) {
    return value.compareTo(other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Quantity quantity && value.compareTo(quantity.value) == 0;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(value.doubleValue());
  }

  /** {@code Quantity.String()}: as it was written where upstream keeps that, else canonical. */
  @Override
  public String toString() {
    return text.isEmpty() ? QuantityText.of(value, format) : text;
  }

  private Format formatWith(Quantity other) {
    return value.signum() == 0 ? other.format : format;
  }

  private void limit(Quantity other) {
    if (Math.abs((long) value.scale() - other.value.scale()) > MAX_DIGITS) {
      throw new EndlessException("the quantities " + this + " and " + other);
    }
  }
}
