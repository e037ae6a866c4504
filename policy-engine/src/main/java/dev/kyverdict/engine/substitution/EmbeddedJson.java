package dev.kyverdict.engine.substitution;

import dev.kyverdict.values.GoFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A tree as Kyverno writes it into a text. That is done with json-iterator, which differs from Go's
 * own {@code encoding/json}: {@code 1e-07} instead of {@code 1e-7}, a plain escape for a backspace.
 */
final class EmbeddedJson {

  private static final double SMALLEST_PLAIN = 1e-6;

  private final StringBuilder out = new StringBuilder();

  private EmbeddedJson() {}

  static String of(JsonNode tree) {
    EmbeddedJson json = new EmbeddedJson();
    json.write(tree);
    return json.out.toString();
  }

  private void write(JsonNode tree) {
    switch (tree.getNodeType()) {
      case OBJECT -> object(tree);
      case ARRAY -> list(tree);
      case STRING -> string(tree.stringValue());
      case NUMBER -> out.append(number(tree));
      default -> out.append(GoFormat.json(tree));
    }
  }

  private void object(JsonNode tree) {
    List<String> names = new ArrayList<>(tree.propertyNames());
    Collections.sort(names);
    out.append('{');
    for (int i = 0; i < names.size(); i++) {
      out.append(i == 0 ? "" : ",");
      string(names.get(i));
      out.append(':');
      write(tree.path(names.get(i)));
    }
    out.append('}');
  }

  private void list(JsonNode tree) {
    out.append('[');
    for (int i = 0; i < tree.size(); i++) {
      out.append(i == 0 ? "" : ",");
      write(tree.get(i));
    }
    out.append(']');
  }

  private static String number(JsonNode number) {
    String text = GoFormat.json(number);
    double size = Math.abs(number.doubleValue());
    int exponent = text.indexOf("e-");
    return size < SMALLEST_PLAIN && exponent == text.length() - 3
        ? text.substring(0, exponent + 2) + "0" + text.substring(exponent + 2)
        : text;
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '<', '>', '&', '\u2028', '\u2029' -> escaped(c);
        default -> {
          if (c < ' ') {
            escaped(c);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private void escaped(char c) {
    out.append("\\u").append(HexFormat.of().toHexDigits(c));
  }
}
