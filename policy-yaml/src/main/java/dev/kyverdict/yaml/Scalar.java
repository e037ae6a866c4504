package dev.kyverdict.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a scalar of a YAML text means to go-yaml v2, with the JSON that sigs.k8s.io/yaml makes. */
sealed interface Scalar {

  /** As a value; empty when JSON has no word for it. */
  Optional<JsonNode> json();

  /** As a key of an object; empty when sigs.k8s.io/yaml refuses it. */
  Optional<String> key();

  /** {@code null}. */
  record Nothing() implements Scalar {
    @Override
    public Optional<JsonNode> json() {
      return Optional.of(JsonNodeFactory.instance.nullNode());
    }

    @Override
    public Optional<String> key() {
      return Optional.empty();
    }
  }

  /** {@code true}, and all that YAML 1.1 takes for it. */
  record Bool(boolean value) implements Scalar {
    @Override
    public Optional<JsonNode> json() {
      return Optional.of(JsonNodeFactory.instance.booleanNode(value));
    }

    @Override
    public Optional<String> key() {
      return Optional.of(Boolean.toString(value));
    }
  }

  /** An integer that fits into Go's int64 or uint64. */
  record Int(BigInteger value) implements Scalar {
    @Override
    public Optional<JsonNode> json() {
      return Optional.of(narrowest(value));
    }

    @Override
    public Optional<String> key() {
      return value.bitLength() > 63 ? Optional.empty() : Optional.of(value.toString());
    }

    /** The node that Jackson's own JSON parser would choose. */
    private static JsonNode narrowest(BigInteger value) {
      if (value.bitLength() > 63) {
        return JsonNodeFactory.instance.numberNode(value);
      }
      long number = value.longValueExact();
      return number == (int) number
          ? JsonNodeFactory.instance.numberNode((int) number)
          : JsonNodeFactory.instance.numberNode(number);
    }
  }

  /** A floating point number; a whole one becomes an integer in JSON, as encoding/json does it. */
  record Real(double value) implements Scalar {
    private static final double GO_WRITES_EXPONENT_FROM = 1e21;

    @Override
    public Optional<JsonNode> json() {
      if (!Double.isFinite(value)) {
        return Optional.empty();
      }
      boolean whole = value == Math.rint(value) && Math.abs(value) < GO_WRITES_EXPONENT_FROM;
      return Optional.of(
          whole
              ? Int.narrowest(new BigDecimal(Double.toString(value)).toBigIntegerExact())
              : JsonNodeFactory.instance.numberNode(value));
    }

    /** {@code strconv.FormatFloat(value, 'g', -1, 32)}: yes, only 32 bits. */
    @Override
    public Optional<String> key() {
      float number = (float) value;
      if (Float.isNaN(number)) {
        return Optional.of(".nan");
      }
      if (Float.isInfinite(number)) {
        return Optional.of(number > 0 ? ".inf" : "-.inf");
      }
      String sign = number < 0 || Float.floatToRawIntBits(number) < 0 ? "-" : "";
      return Optional.of(sign + shortest(new BigDecimal(Float.toString(Math.abs(number)))));
    }

    private static String shortest(BigDecimal number) {
      if (number.signum() == 0) {
        return "0";
      }
      BigDecimal stripped = number.stripTrailingZeros();
      int exponent = stripped.precision() - stripped.scale() - 1;
      if (exponent >= -4 && exponent < 6) {
        return stripped.toPlainString();
      }
      String digits = stripped.unscaledValue().toString();
      String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
      return String.format(Locale.ROOT, "%c%se%+03d", digits.charAt(0), fraction, exponent);
    }
  }

  /** Text. */
  record Text(String value) implements Scalar {
    @Override
    public Optional<JsonNode> json() {
      return Optional.of(JsonNodeFactory.instance.stringNode(value));
    }

    @Override
    public Optional<String> key() {
      return Optional.of(value);
    }
  }
}
