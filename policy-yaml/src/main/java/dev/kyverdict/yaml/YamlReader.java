package dev.kyverdict.yaml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads YAML the way Kyverno and kubectl do: split into documents, then sigs.k8s.io/yaml, that is
 * go-yaml v2's types turned into JSON.
 *
 * <p>{@code yes} is true, {@code 012} is ten, {@code 1.0} is 1, a date is text; the last of
 * duplicate keys wins. Documents without content are skipped. What Kyverno refuses, or loses
 * without a word, raises a {@link YamlException}. So do more than 500 levels of nesting, and a few
 * rare spellings that go-yaml alone reads: line breaks of YAML 1.1, a byte order mark within the
 * text, a tab at the start of a line that goes on.
 */
public final class YamlReader {

  private static final long MAX_TAB_WORK = 20_000_000;

  private YamlReader() {}

  /** Reads a file in UTF-8. */
  public static List<YamlDocument> read(Path file) {
    try {
      return read(SourceText.decoded(file.toString(), Files.readAllBytes(file)));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /**
   * Reads text.
   *
   * @param file what places and errors call it
   */
  public static List<YamlDocument> read(String file, String text) {
    return read(new SourceText(file, text));
  }

  /** Reads text that holds exactly one document. */
  public static YamlDocument readOne(String file, String text) {
    SourceText source = new SourceText(file, text);
    List<YamlDocument> documents = read(source);
    if (documents.size() != 1) {
      throw source.problem(
          source.place(0, 0),
          "one document expected, but there are " + documents.size(),
          "pass exactly one");
    }
    return documents.getFirst();
  }

  private static List<YamlDocument> read(SourceText source) {
    source.checkCharacters();
    source.checkSeparators();
    SourceText spaced = source.withText(SeparatingTabs.spacedJson(source.text()));
    return nodes(spaced).stream().map(root -> new TreeBuilder(source).document(root)).toList();
  }

  /** Parses again for each tab that go-yaml accepts and the engine does not; they are rare. */
  private static List<YamlNode> nodes(SourceText source) {
    SourceText spaced = source;
    for (long work = 0; ; work += source.text().length()) {
      NodeParser parser = new NodeParser(spaced);
      try {
        return parser.documents();
      } catch (YamlException refused) {
        String text = spaced.text();
        OptionalInt tab = work > MAX_TAB_WORK ? OptionalInt.empty() : parser.refusedTab();
        Optional<String> next =
            tab.isPresent() ? SeparatingTabs.spacedAt(text, tab.getAsInt()) : Optional.empty();
        spaced = source.withText(next.orElseThrow(() -> refused));
      }
    }
  }
}
