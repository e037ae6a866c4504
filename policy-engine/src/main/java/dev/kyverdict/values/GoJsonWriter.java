package dev.kyverdict.values;

import tools.jackson.databind.JsonNode;

/** Writes a tree as {@code encoding/json} does. */
final class GoJsonWriter {

  private GoJsonWriter() {}

  static void write(JsonNode tree, StringBuilder out) {
    switch (tree.getNodeType()) {
      case OBJECT -> {
        String separator = "{";
        for (String name : GoFormat.sortedNames(tree)) {
          out.append(separator);
          string(name, out);
          out.append(':');
          write(tree.path(name), out);
          separator = ",";
        }
        out.append(tree.isEmpty() ? "{}" : "}");
      }
      case ARRAY -> {
        out.append('[');
        for (int i = 0; i < tree.size(); i++) {
          out.append(i == 0 ? "" : ",");
          write(tree.path(i), out);
        }
        out.append(']');
      }
      case STRING -> string(tree.stringValue(), out);
      case BOOLEAN -> out.append(tree.booleanValue());
      case NUMBER ->
          out.append(tree.isDouble() ? GoFormat.jsonNumber(tree.doubleValue()) : tree.asString());
      default -> out.append("null");
    }
  }

  private static void string(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '<', '>', '&', '\u2028', '\u2029' -> escape(c, out);
        default -> {
          if (c < ' ') {
            escape(c, out);
          } else if (!Character.isSurrogate(c)) {
            out.append(c);
          } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
            out.append(c).append(text.charAt(++i));
          } else {
            out.append('\uFFFD');
          }
        }
      }
    }
    out.append('"');
  }

  private static void escape(char c, StringBuilder out) {
    String hex = Integer.toHexString(c);
    out.append("\\u").repeat('0', 4 - hex.length()).append(hex);
  }
}
