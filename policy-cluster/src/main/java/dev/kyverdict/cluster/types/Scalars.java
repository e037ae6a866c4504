package dev.kyverdict.cluster.types;

import dev.kyverdict.cluster.types.Shape.Form;
import dev.kyverdict.values.GoFormat;
import dev.kyverdict.values.Quantity;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads scalars as Go does, and writes them in their canonical form.
 *
 * @param wrong takes note of a wrong type, by the value and the type in Go, and makes the text
 */
record Scalars(Mismatch wrong) {

  /** Takes note of a value of a wrong type. */
  @FunctionalInterface
  interface Mismatch {

    /** The text of the error. */
    String note(String value, String goType);
  }

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'");
  private static final String CANONICAL = "2006-01-02T15:04:05Z";
  private static final String QUANTITY_ERROR =
      "quantities must match the regular expression"
          + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

  JsonNode read(Shape shape, JsonNode value) {
    return switch (shape.type()) {
      case STRING -> value.isString() ? value : mismatch(shape, value, NODES.stringNode(""));
      case BOOL -> value.isBoolean() ? value : mismatch(shape, value, NODES.booleanNode(false));
      case INT32, INT64 -> integer(shape, value);
      case DOUBLE -> value.isNumber() ? value : mismatch(shape, value, NODES.numberNode(0L));
      case QUANTITY -> quantity(value);
      case INT_OR_STRING -> intOrString(value);
      case BYTES -> bytes(shape, value);
      case TIME, MICRO_TIME -> time(shape, value);
      case STRUCT, MAP, LIST, ANY -> value;
    };
  }

  private JsonNode mismatch(Shape shape, JsonNode value, JsonNode zero) {
    wrong.note(name(value), shape.goType());
    return zero;
  }

  private JsonNode integer(Shape shape, JsonNode value) {
    if (!value.isNumber()) {
      return mismatch(shape, value, NODES.numberNode(0L));
    }
    double number = value.doubleValue();
    boolean fits =
        shape.type() == Form.INT32 ? number == (int) number : number == Math.rint(number);
    if (!fits) {
      wrong.note("number " + GoFormat.json(value), shape.goType());
      return NODES.numberNode(0L);
    }
    return value.isIntegralNumber() ? value : NODES.numberNode(value.longValue());
  }

  private JsonNode quantity(JsonNode value) {
    String text = value.isString() ? value.stringValue() : GoFormat.json(value);
    return Quantity.parse(text.strip())
        .map(it -> (JsonNode) NODES.stringNode(it.toString()))
        .orElseThrow(() -> new DecodingException(QUANTITY_ERROR));
  }

  private JsonNode intOrString(JsonNode value) {
    if (value.isString()) {
      return value;
    }
    double number = value.isNumber() ? value.doubleValue() : 0;
    if (!value.isNumber()) {
      throw new DecodingException(wrong.note(name(value), "int32"));
    }
    if (number != (int) number) {
      throw new DecodingException(wrong.note("number " + GoFormat.json(value), "int32"));
    }
    return value.isIntegralNumber() ? value : NODES.numberNode(value.longValue());
  }

  private JsonNode bytes(Shape shape, JsonNode value) {
    if (!value.isString()) {
      return mismatch(shape, value, NODES.stringNode(""));
    }
    String text = value.stringValue().replace("\n", "").replace("\r", "");
    int wrongAt = Base64Text.firstWrong(text);
    if (wrongAt >= 0) {
      throw new DecodingException("illegal base64 data at input byte " + wrongAt);
    }
    return NODES.stringNode(Base64.getEncoder().encodeToString(Base64.getDecoder().decode(text)));
  }

  private JsonNode time(Shape shape, JsonNode value) {
    if (!value.isString()) {
      throw new DecodingException(wrong.note(name(value), "string"));
    }
    if (shape.type() == Form.TIME && isCanonical(value.stringValue())) {
      return value;
    }
    try {
      OffsetDateTime time =
          OffsetDateTime.parse(value.stringValue()).withOffsetSameInstant(ZoneOffset.UTC);
      return NODES.stringNode(
          shape.type() == Form.MICRO_TIME
              ? MICROS.format(time)
              : time.truncatedTo(ChronoUnit.SECONDS).toInstant().toString());
    } catch (DateTimeException e) {
      String text = FieldError.quoted(value.stringValue());
      throw new DecodingException(
          "parsing time %s as \"2006-01-02T15:04:05Z07:00\": cannot parse %s as \"2006\""
              .formatted(text, text));
    }
  }

  /** A time that is written as it is read; days that not every month has are looked at closely. */
  private static boolean isCanonical(String text) {
    return text.length() == CANONICAL.length()
        && text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && text.charAt(10) == 'T'
        && text.charAt(13) == ':'
        && text.charAt(16) == ':'
        && text.charAt(19) == 'Z'
        && isWithin(text, 0, 0, 99)
        && isWithin(text, 2, 0, 99)
        && isWithin(text, 5, 1, 12)
        && isWithin(text, 8, 1, 28)
        && isWithin(text, 11, 0, 23)
        && isWithin(text, 14, 0, 59)
        && isWithin(text, 17, 0, 59);
  }

  /** Whether the two digits at a place are a number of this range. */
  private static boolean isWithin(String text, int at, int least, int most) {
    int tens = text.charAt(at) - '0';
    int ones = text.charAt(at + 1) - '0';
    int number = tens * 10 + ones;
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 && number >= least && number <= most;
  }

  /** What Go's errors call a value. */
  static String name(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "object";
      case ARRAY -> "array";
      case STRING -> "string";
      case NUMBER -> "number";
      case BOOLEAN -> "bool";
      default -> "null";
    };
  }
}
