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
