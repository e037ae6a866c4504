package dev.kyverdict.yaml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Writes JSON trees as YAML that every reader understands alike: block style, two spaces, lists
 * indented under their key, keys in the order of the tree, no anchors, no tags, no folding.
 *
 * <p>The same tree always becomes the same text. Strings of several lines become block scalars
 * where these can hold them. A string stands without quotes only where readers of YAML 1.1, of YAML
 * 1.2 and Kyverno's own all take it for text.
 */
public final class YamlWriter {

  /** YAML 1.1 looks no further than 1,024 characters for the colon of a key. */
  private static final int MAX_SIMPLE_KEY = 1_000;

  private static final int INDENT = 2;

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> path = new ArrayDeque<>();

  private YamlWriter() {}

  /** One document, ended by a line break. */
  public static String write(JsonNode document) {
    return write(List.of(), List.of(document));
  }

  /**
   * Several documents with {@code ---} between them, under a comment.
   *
   * @param header the lines of the comment, without {@code #}
   */
  public static String write(List<String> header, List<? extends JsonNode> documents) {
    YamlWriter writer = new YamlWriter();
    header.forEach(writer::comment);
    boolean first = true;
    for (JsonNode document : documents) {
      writer.out.append(first ? "" : "---\n");
      writer.root(document);
      first = false;
    }
    return writer.out.toString();
  }

  private void comment(String line) {
    if (!ScalarText.isVisible(line)) {
      throw new IllegalArgumentException(
          "comment '" + line + "': has characters that a comment cannot hold; remove them");
    }
    out.append(("# " + line).stripTrailing()).append('\n');
  }

  private void root(JsonNode document) {
    if (isFilled(document)) {
      block(document, 0, false);
    } else {
      out.append(leaf(document, 0, true)).append('\n');
    }
  }

  /** Writes a collection; {@code inline} when the text of its first line has begun. */
  private void block(JsonNode node, int indent, boolean inline) {
    if (path.size() >= NodeParser.MAX_DEPTH) {
      throw refusal("more than " + NodeParser.MAX_DEPTH + " levels of nesting", "nest less deeply");
    }
    boolean begun = inline;
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> property : node.properties()) {
        path.addLast(property.getKey());
        entry(property.getKey(), property.getValue(), indent, begun);
        path.removeLast();
        begun = false;
      }
      return;
    }
    int index = 0;
    for (JsonNode item : node) {
      path.addLast(Integer.toString(index++));
      item(item, indent, begun);
      path.removeLast();
      begun = false;
    }
  }

  private void entry(String name, JsonNode value, int indent, boolean begun) {
    String key = scalar(name);
    out.append(" ".repeat(begun ? 0 : indent));
    if (key.length() > MAX_SIMPLE_KEY) {
      out.append("? ").append(key).append('\n').append(" ".repeat(indent)).append(':');
    } else {
      out.append(key).append(':');
    }
    if (isFilled(value)) {
      out.append('\n');
      block(value, indent + INDENT, false);
    } else {
      out.append(' ').append(leaf(value, indent, false)).append('\n');
    }
  }

  private void item(JsonNode item, int indent, boolean begun) {
    out.append(" ".repeat(begun ? 0 : indent)).append("- ");
    if (isFilled(item)) {
      block(item, indent + INDENT, true);
    } else {
      out.append(leaf(item, indent, false)).append('\n');
    }
  }

  private static boolean isFilled(JsonNode node) {
    return node.isContainer() && !node.isEmpty();
  }

  private String leaf(JsonNode node, int indent, boolean root) {
    return switch (node.getNodeType()) {
      case OBJECT -> "{}";
      case ARRAY -> "[]";
      case NULL -> "null";
      case BOOLEAN -> Boolean.toString(node.booleanValue());
      case NUMBER ->
          NumberText.of(node)
              .orElseThrow(
                  () ->
                      refusal(
                          "number " + node.asString() + " is none in YAML", "use a finite number"));
      case STRING -> text(node.stringValue(), indent, root);
      case BINARY, POJO, MISSING ->
          throw refusal("a " + node.getNodeType() + " node is not JSON", "convert it first");
    };
  }

  private String text(String text, int indent, boolean root) {
    return BlockText.of(text, indent + INDENT, root).orElseGet(() -> scalar(text));
  }

  private String scalar(String text) {
    if (!ScalarText.isUnicode(text)) {
      throw refusal("text has half a character (an unpaired surrogate)", "remove it");
    }
    return ScalarText.of(text);
  }

  private IllegalArgumentException refusal(String problem, String repair) {
    StringBuilder pointer = new StringBuilder();
    path.forEach(token -> pointer.append('/').append(token.replace("~", "~0").replace("/", "~1")));
    return new IllegalArgumentException("YAML at '" + pointer + "': " + problem + "; " + repair);
  }
}
