package dev.kyverdict.cluster.types;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** Types, patterns and formats of OpenAPI schemas. */
final class SchemaWords {

  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  private SchemaWords() {}

  /** What a schema calls the type of a value. */
  static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "object";
      case ARRAY -> "array";
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      default -> "null";
    };
  }

  /** Whether a text contains what a pattern describes; nothing matches a pattern that is wrong. */
  static boolean matches(String pattern, String text) {
    try {
      return PATTERNS.computeIfAbsent(pattern, Pattern::compile).matcher(text).find();
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  /** Whether a text has a format; formats that are not known here accept everything. */
  static boolean hasFormat(String format, String text) {
    try {
      switch (format) {
        case "date-time" -> OffsetDateTime.parse(text.replace(' ', 'T'));
        case "date" -> LocalDate.parse(text);
        default -> {}
      }
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
