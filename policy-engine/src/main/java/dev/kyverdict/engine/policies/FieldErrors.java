package dev.kyverdict.engine.policies;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import tools.jackson.databind.JsonNode;

/** What is wrong with fields, in the words of {@code k8s.io/apimachinery/pkg/util/validation}. */
final class FieldErrors {

  private final SequencedSet<String> errors = new LinkedHashSet<>();

  void invalid(String path, String value, String detail) {
    errors.add(path + ": Invalid value: " + value + ": " + detail);
  }

  void invalid(String path, JsonNode value, String type, String detail) {
    invalid(path, GoEncoder.text(value, type), detail);
  }

  void forbidden(String path, String detail) {
    errors.add(path + ": Forbidden: " + detail);
  }

  void required(String path, String detail) {
    errors.add(path + ": Required value" + (detail.isEmpty() ? "" : ": " + detail));
  }

  void tooLong(String path, int most) {
    errors.add(path + ": Too long: may not be more than " + most + " bytes");
  }

  void unsupported(String path, String value, List<String> values) {
    errors.add(
        path
            + ": Unsupported value: "
            + quoted(value)
            + ": supported values: "
            + String.join(", ", values.stream().map(FieldErrors::quoted).toList()));
  }

  boolean isEmpty() {
    return errors.isEmpty();
  }

  /** All of them in one text. */
  String text() {
    return errors.size() == 1 ? errors.getFirst() : "[" + String.join(", ", errors) + "]";
  }

  /** A text as {@code %q} writes it. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> out.append(c < ' ' ? String.format("\\x%02x", (int) c) : c);
      }
    }
    return out.append('"').toString();
  }
}
