package dev.kyverdict.cluster.types;

import dev.kyverdict.values.GoFormat;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What is wrong with a field: apimachinery's {@code util/validation/field/errors.go}.
 *
 * @param type what sort of error
 * @param field the path
 * @param body the text without the path
 */
public record FieldError(Type type, String field, String body) {

  /** Sorts of errors. */
  public enum Type {
    /** A value that must be there. */
    REQUIRED("FieldValueRequired", "Required value"),
    /** A value that must not be there. */
    FORBIDDEN("FieldValueForbidden", "Forbidden"),
    /** A wrong value. */
    INVALID("FieldValueInvalid", "Invalid value"),
    /** A value of a wrong type. */
    TYPE_INVALID("FieldValueTypeInvalid", "Invalid value"),
    /** A value that is none of those allowed. */
    NOT_SUPPORTED("FieldValueNotSupported", "Unsupported value"),
    /** A value that is there twice. */
    DUPLICATE("FieldValueDuplicate", "Duplicate value"),
    /** Too long a value. */
    TOO_LONG("FieldValueTooLong", "Too long"),
    /** Too many values. */
    TOO_MANY("FieldValueTooMany", "Too many");

    private final String reason;
    private final String text;

    Type(String reason, String text) {
      this.reason = reason;
      this.text = text;
    }

    String reason() {
      return reason;
    }
  }

  static FieldError required(String field, String detail) {
    return plain(Type.REQUIRED, field, detail);
  }

  static FieldError forbidden(String field, String detail) {
    return plain(Type.FORBIDDEN, field, detail);
  }

  static FieldError tooLong(String field, int most) {
    String detail = most < 0 ? "value is too long" : "may not be more than " + most + " bytes";
    return plain(Type.TOO_LONG, field, detail);
  }

  /** A wrong value, written as Go writes it. */
  public static FieldError invalid(String field, String value, String detail) {
    return of(Type.INVALID, field, quoted(value), detail);
  }

  static FieldError invalid(String field, JsonNode value, String detail) {
    return of(Type.INVALID, field, text(value), detail);
  }

  static FieldError of(Type type, String field, String value, String detail) {
    String body = type.text + ": " + value + (detail.isEmpty() ? "" : ": " + detail);
    return new FieldError(type, field, body);
  }

  static FieldError duplicate(String field, JsonNode value) {
    return of(Type.DUPLICATE, field, text(value), "");
  }

  static FieldError notSupported(String field, JsonNode value, List<String> supported) {
    String detail =
        supported.stream()
            .map(FieldError::quoted)
            .collect(Collectors.joining(", ", "supported values: ", ""));
    return of(Type.NOT_SUPPORTED, field, text(value), supported.isEmpty() ? "" : detail);
  }

  private static FieldError plain(Type type, String field, String detail) {
    return new FieldError(type, field, type.text + (detail.isEmpty() ? "" : ": " + detail));
  }

  /** A value as errors write it. */
  static String text(JsonNode value) {
    return value.isString()
        ? quoted(value.stringValue())
        : value.isMissingNode() ? "null" : GoFormat.json(value);
  }

  /** A text in quotes as Go's {@code %q} writes it. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> out.append(c < ' ' ? "\\x%02x".formatted((int) c) : String.valueOf(c));
      }
    }
    return out.append('"').toString();
  }

  @Override
  public String toString() {
    return field + ": " + body;
  }
}
