package dev.kyverdict.engine.context;

import dev.kyverdict.values.GoFormat;
import dev.kyverdict.values.GoNumbers;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** How many bytes a tree has as compact JSON. */
final class JsonSize {

  private static final int ESCAPED = 6;

  private final boolean escapesHtml;
  private long bytes;
  private boolean onlyFloats = true;

  private JsonSize(boolean escapesHtml) {
    this.escapesHtml = escapesHtml;
  }

  /** As an API server or a policy writes it. */
  static long plain(JsonNode tree) {
    JsonSize size = new JsonSize(false);
    size.add(tree);
    return size.bytes;
  }

  /** As Go's encoder writes it, with {@code <}, {@code >} and {@code &} escaped. */
  static long escaped(JsonNode tree) {
    JsonSize size = new JsonSize(true);
    size.add(tree);
    return size.bytes;
  }

  /** The tree as it is after it was written and read again: every number is a float64. */
  static JsonNode floats(JsonNode tree) {
    JsonSize size = new JsonSize(false);
    size.add(tree);
    return size.onlyFloats ? tree : GoNumbers.floats(tree);
  }

  private void add(JsonNode tree) {
    switch (tree.getNodeType()) {
      case OBJECT -> {
        bytes += 2 + Math.max(0, tree.size() - 1);
        for (Map.Entry<String, JsonNode> member : tree.properties()) {
          string(member.getKey());
          bytes++;
          add(member.getValue());
        }
      }
      case ARRAY -> {
        bytes += 2 + Math.max(0, tree.size() - 1);
        for (int i = 0; i < tree.size(); i++) {
          add(tree.get(i));
        }
      }
      case STRING -> string(tree.stringValue());
      case NUMBER -> number(tree);
      case BOOLEAN -> bytes += tree.booleanValue() ? 4 : 5;
      default -> bytes += 4;
    }
  }

  private void number(JsonNode number) {
    onlyFloats &= number.isDouble();
    double value = number.doubleValue();
    if (value >= 0 && value < 10 && value == Math.rint(value)) {
      bytes++;
    } else {
      bytes += GoFormat.json(number).length();
    }
  }

  private void string(String text) {
    bytes += 2;
    for (int i = 0; i < text.length(); i++) {
      bytes += width(text.charAt(i));
    }
  }

  /** A surrogate counts for half of its character's four bytes. */
  private int width(char c) {
    if (c < 0x80) {
      return switch (c) {
        case '"', '\\', '\n', '\r', '\t' -> 2;
        case '<', '>', '&' -> escapesHtml ? ESCAPED : 1;
        default -> c < ' ' ? ESCAPED : 1;
      };
    }
    if (c < 0x800 || Character.isSurrogate(c)) {
      return 2;
    }
    return escapesHtml && (c == '\u2028' || c == '\u2029') ? ESCAPED : 3;
  }
}
