package dev.kyverdict.yaml;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Refuses what snakeyaml-engine's YAML 1.2 reads and go-yaml v2's scanner ({@code scannerc.go})
 * does not, or reads differently. A reader that is kinder than Kyverno would be worse than none.
 */
final class DialectGuard {

  private static final Pattern ANCHOR = Pattern.compile("[0-9A-Za-z_-]+");
  private static final Pattern ESCAPE =
      Pattern.compile("\\\\(?:[^/uU]|(?<slash>/)|(?<surrogate>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)");

  /**
   * The header of a block scalar that leaves it to the parser to find the indentation, after tag
   * and anchor.
   */
  private static final Pattern OPEN_HEADER =
      Pattern.compile("(?:[&!]\\S*+(?:\\s++(?:#[^\\n]*+)?+)*+)*+[|>][-+]?(?![-+]?[0-9])[^\\n]*\\n");

  private static final Pattern COMMENT = Pattern.compile("(?<=^|\\s)#[^\\n]*");
  private static final Pattern HALF_ESCAPED_TAG = Pattern.compile("\\S*%(?![0-9a-fA-F]{2})");
  private static final Pattern TAB_FIRST = Pattern.compile("(?: *+\\r?\\n)*+ *+\\t");
  private static final Pattern COLON_BEFORE_BRACKET = Pattern.compile(":[,\\[\\]{}]");
  private static final Pattern TAB_ON_NEXT_LINE = Pattern.compile("[ \\t]*+(?:\\r?\\n)++\\t");

  private final SourceText source;

  DialectGuard(SourceText source) {
    this.source = source;
  }

  void checkAnchor(String name, Place place) {
    if (!ANCHOR.matcher(name).matches()) {
      throw source.problem(
          place,
          "Kyverno does not read the anchor or alias '" + name + "'",
          "use letters, digits, '-' and '_', then a space; quote text that starts with '&' or '*'");
    }
  }

  void checkTag(Optional<Mark> start, Place place) {
    int offset = start.map(mark -> source.offset(mark.getIndex())).orElse(0);
    if (region(HALF_ESCAPED_TAG, offset, source.text().length()).lookingAt()) {
      throw source.problem(
          place, "'%' in a tag needs two digits", "complete it, or quote the text");
    }
  }

  void check(ScalarEvent event, boolean inFlow, Place place) {
    int start = event.getStartMark().map(mark -> source.offset(mark.getIndex())).orElse(0);
    int end = event.getEndMark().map(mark -> source.offset(mark.getIndex())).orElse(start);
    switch (event.getScalarStyle()) {
      case DOUBLE_QUOTED -> checkEscapes(start, end, place);
      case LITERAL, FOLDED -> checkIndentation(start, place);
      case PLAIN -> {
        if (inFlow) {
          checkFlowText(event.getValue(), end, place);
        }
      }
      default -> {}
    }
  }

  /** The engine takes a value on the line after an explicit key ({@code ? key}) without a colon. */
  void checkColon(int keyEnd, Event value) {
    int from = source.offset(keyEnd);
    int to = value.getStartMark().map(mark -> source.offset(mark.getIndex())).orElse(from);
    String between = from < to ? source.text().substring(from, to) : "";
    if (COMMENT.matcher(between).replaceAll("").indexOf(':') < 0) {
      throw source.problem(
          value.getStartMark().map(source::place).orElseGet(() -> source.place(0, 0)),
          "this value has no ':' before it",
          "write ': ' between key and value");
    }
  }

  private void checkEscapes(int start, int end, Place place) {
    Matcher escape = region(ESCAPE, start, end);
    while (escape.find()) {
      if (escape.start("slash") >= 0) {
        throw source.problem(place, "Kyverno does not know the escape '\\/'", "write '/'");
      }
      if (escape.start("surrogate") >= 0) {
        throw source.problem(
            place,
            "Kyverno does not read halves of characters such as '\\"
                + escape.group("surrogate")
                + "'",
            "write the character itself, or '\\U' and eight digits");
      }
    }
  }

  private void checkIndentation(int start, Place place) {
    Matcher header = region(OPEN_HEADER, start, source.text().length());
    if (!header.lookingAt()) {
      return;
    }
    Matcher tab = region(TAB_FIRST, header.end(), source.text().length());
    if (tab.lookingAt()) {
      throw source.problem(
          place,
          "the first line of this block starts with a tab",
          "give the indentation as a number ('|2'), or use spaces");
    }
  }

  private void checkFlowText(String text, int end, Place place) {
    if (text.indexOf('?') >= 0) {
      throw source.problem(
          place, "Kyverno does not read '?' in plain text between brackets", "put it in quotes");
    }
    if (region(COLON_BEFORE_BRACKET, end, source.text().length()).lookingAt()) {
      throw source.problem(
          place, "Kyverno takes this ':' for a part of the text", "put a space after the ':'");
    }
    if (region(TAB_ON_NEXT_LINE, end, source.text().length()).lookingAt()) {
      throw source.problem(
          place, "the line after this text starts with a tab", "use spaces, not tabs");
    }
  }

  private Matcher region(Pattern pattern, int start, int end) {
    return pattern.matcher(source.text()).region(start, end);
  }
}
