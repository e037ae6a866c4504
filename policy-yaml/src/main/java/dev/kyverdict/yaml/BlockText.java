package dev.kyverdict.yaml;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Strings of several lines as literal block scalars ({@code |}), the form scripts are read in. */
final class BlockText {

  private BlockText() {}

  /**
   * The header and the lines, the last one without its line break; empty when the text has one line
   * only, or something that a block scalar or an editor would not keep: blanks at line ends,
   * characters that need an escape, nothing but line breaks.
   */
  static Optional<String> of(String text, int indent, boolean root) {
    String content = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    String[] lines = content.split("\n", -1);
    boolean severalLines = text.indexOf('\n') >= 0 && !content.isBlank();
    if (!severalLines || !Arrays.stream(lines).allMatch(BlockText::fits)) {
      return Optional.empty();
    }
    String first = Arrays.stream(lines).filter(line -> !line.isEmpty()).findFirst().orElse("");
    boolean indented = first.startsWith(" ") || first.startsWith("\t");
    if (indented && root) {
      return Optional.empty();
    }
    String margin = " ".repeat(indent);
    return Optional.of(
        Arrays.stream(lines)
            .map(line -> line.isEmpty() ? "" : margin + line)
            .collect(Collectors.joining("\n", header(text, indented), "")));
  }

  private static String header(String text, boolean indented) {
    String chomping = text.endsWith("\n") ? text.endsWith("\n\n") ? "+" : "" : "-";
    return "|" + (indented ? "2" : "") + chomping + "\n";
  }

  private static boolean fits(String line) {
    boolean blankAtEnd = line.endsWith(" ") || line.endsWith("\t");
    return !blankAtEnd && ScalarText.isVisible(line.replace("\t", ""));
  }
}
