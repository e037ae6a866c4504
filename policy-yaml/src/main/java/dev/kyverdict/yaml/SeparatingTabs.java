package dev.kyverdict.yaml;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tabs that go-yaml v2 takes for blanks between two tokens and snakeyaml-engine does not: after the
 * first token of a line, and anywhere in a document that is one big bracket (JSON). They become
 * spaces, so that every place stays what it was.
 */
final class SeparatingTabs {

  private static final Pattern DOCUMENT = Pattern.compile("(?m)^---.*$");
  private static final Pattern STARTS_WITH_BRACKET =
      Pattern.compile("(?:\\s*+(?:#.*+)?+\\n)*+\\s*+[\\[{]");
  private static final Pattern LEADING_BLANKS = Pattern.compile("(?m)^[ \\t]+");

  /** Blanks and indicators after which go-yaml refuses a tab as it refuses it in indentation. */
  private static final Pattern INDENTATION = Pattern.compile("(?:[-?:]?[ \\t]++)*+[-?:]?");

  private SeparatingTabs() {}

  /** Replaces the tabs that indent lines within documents that start with a bracket. */
  static String spacedJson(String text) {
    if (text.indexOf('\t') < 0) {
      return text;
    }
    StringBuilder spaced = new StringBuilder(text);
    Matcher separator = DOCUMENT.matcher(text);
    int start = 0;
    while (start < text.length()) {
      boolean found = separator.find(start);
      int end = found ? separator.start() : text.length();
      Matcher bracket = STARTS_WITH_BRACKET.matcher(text).region(start, end);
      if (bracket.lookingAt()) {
        int close = Math.max(text.lastIndexOf(']', end - 1), text.lastIndexOf('}', end - 1));
        replaceLeading(text, bracket.end(), Math.max(bracket.end(), close), spaced);
      }
      start = found ? separator.end() : end;
    }
    return spaced.toString();
  }

  private static void replaceLeading(String text, int start, int end, StringBuilder spaced) {
    Matcher blanks = LEADING_BLANKS.matcher(text).region(start, end).useAnchoringBounds(false);
    while (blanks.find()) {
      spaced.replace(blanks.start(), blanks.end(), " ".repeat(blanks.group().length()));
    }
  }

  /** Replaces the run of blanks at an index; empty when go-yaml refuses a tab there too. */
  static Optional<String> spacedAt(String text, int index) {
    String before = text.substring(text.lastIndexOf('\n', index) + 1, index);
    if (INDENTATION.matcher(before).matches()) {
      return Optional.empty();
    }
    int start = index;
    while (isBlank(text.charAt(start - 1))) {
      start--;
    }
    int end = index;
    while (end < text.length() && isBlank(text.charAt(end))) {
      end++;
    }
    return Optional.of(text.substring(0, start) + " ".repeat(end - start) + text.substring(end));
  }

  private static boolean isBlank(char c) {
    return c == '\t' || c == ' ';
  }
}
