package dev.kyverdict.jmespath.functions;

import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlException;
import dev.kyverdict.yaml.YamlReader;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** The first document of a YAML text, which is all that {@code yaml.Unmarshal} reads. */
public final class FirstDocument {

  /** Only the directive of the version that go-yaml reads. */
  private static final Pattern VERSION =
      Pattern.compile("((?:[ \\t]*+(?:#[^\n]*+)?\n)*+%YAML 1\\.1[ \\t]*+\n)---");

  /** A scalar or a flow on the line of the marker, which a reader of files does not expect. */
  private static final Pattern SAME_LINE =
      Pattern.compile("---[ \\t]++(?:[|>\\[{\"']|[^\\s#:?-][^:\n]*+(?:\n|\\z))");

  private FirstDocument() {}

  /**
   * Its JSON; null when it is empty.
   *
   * @throws FunctionException when it cannot be read
   */
  public static JsonNode of(String text) {
    try {
      List<YamlDocument> documents = YamlReader.read("text", first(text));
      return documents.isEmpty() ? NullNode.getInstance() : documents.getFirst().tree();
    } catch (YamlException e) {
      throw new FunctionException("yaml: " + e.problem());
    }
  }

  /** Cuts the text where the second document begins, and leaves the version of YAML out. */
  private static String first(String text) {
    Matcher version = VERSION.matcher(text);
    String unversioned = version.lookingAt() ? text.substring(version.end(1)) : text;
    String document = document(unversioned);
    return SAME_LINE.matcher(document).lookingAt()
        ? "  " + document.substring(3).stripLeading()
        : document;
  }

  private static String document(String text) {
    boolean content = false;
    int start = 0;
    while (start < text.length()) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline + 1;
      String line = text.substring(start, end).stripTrailing();
      if (isMarker(line, "---")) {
        if (content) {
          return text.substring(0, start);
        }
        content = true;
      } else if (isMarker(line, "...")) {
        if (content) {
          return text.substring(0, start);
        }
      } else if (!line.isBlank() && line.charAt(0) != '#' && line.charAt(0) != '%') {
        content = true;
      }
      start = end;
    }
    return text;
  }

  private static boolean isMarker(String line, String marker) {
    return line.startsWith(marker)
        && (line.length() == 3 || line.charAt(3) == ' ' || line.charAt(3) == '\t');
  }
}
