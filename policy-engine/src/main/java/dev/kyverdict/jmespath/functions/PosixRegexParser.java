package dev.kyverdict.jmespath.functions;

import dev.kyverdict.jmespath.functions.PosixRegex.Alternatives;
import dev.kyverdict.jmespath.functions.PosixRegex.Characters;
import dev.kyverdict.jmespath.functions.PosixRegex.Literal;
import dev.kyverdict.jmespath.functions.PosixRegex.Repeated;
import dev.kyverdict.jmespath.functions.PosixRegex.Sequence;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@code regexp/syntax} of Go accepts without any of its flags. */
final class PosixRegexParser {

  private static final int MAX_DEPTH = 1000;
  private static final int MAX_COUNT = 1000;

  private final RegexText text;
  private int depth;

  private PosixRegexParser(String pattern) {
    this.text = new RegexText(pattern);
  }

  static PosixRegex parse(String pattern) {
    PosixRegexParser parser = new PosixRegexParser(pattern);
    PosixRegex regex = parser.alternatives();
    if (!parser.text.atEnd()) {
      throw RegexText.error("unexpected )", pattern);
    }
    return regex;
  }

  private PosixRegex alternatives() {
    if (++depth > MAX_DEPTH) {
      throw RegexText.error("expression nests too deeply", text.whole());
    }
    List<PosixRegex> choices = new ArrayList<>();
    do {
      choices.add(sequence());
    } while (text.skip('|'));
    depth--;
    return choices.size() == 1 ? choices.getFirst() : new Alternatives(choices);
  }

  private PosixRegex sequence() {
    List<PosixRegex> parts = new ArrayList<>();
    while (!text.atEnd() && !text.at('|') && !text.at(')')) {
      int start = text.position();
      int[] count = count();
      if (count.length == 0) {
        parts.add(one());
      } else if (parts.isEmpty()) {
        throw RegexText.error("missing argument to repetition operator", text.since(start));
      } else {
        Repeated repeated = new Repeated(parts.removeLast(), count[0], count[1]);
        if (count.length == 2 && repeated.copies() > MAX_COUNT) {
          throw RegexText.error("invalid repeat count", text.since(start));
        }
        parts.add(repeated);
      }
    }
    return parts.size() == 1 ? parts.getFirst() : new Sequence(parts);
  }

  /** Of an operator that repeats; a third number marks those without digits. */
  private int[] count() {
    if (text.skip('*')) {
      return new int[] {0, -1, 0};
    }
    if (text.skip('+')) {
      return new int[] {1, -1, 0};
    }
    if (text.skip('?')) {
      return new int[] {0, 1, 0};
    }
    return text.at('{') ? braces() : new int[0];
  }

  /** Braces that do not hold a count stand for themselves. */
  private int[] braces() {
    int start = text.position();
    text.skip('{');
    int from = text.number();
    int to = from;
    if (from != RegexText.NONE && text.skip(',')) {
      to = text.at('}') ? -1 : text.number();
    }
    if (from == RegexText.NONE || to == RegexText.NONE || !text.skip('}')) {
      text.backTo(start);
      return new int[0];
    }
    if (from > MAX_COUNT || to > MAX_COUNT || (to >= 0 && from > to)) {
      throw RegexText.error("invalid repeat count", text.since(start));
    }
    return new int[] {from, to};
  }

  private PosixRegex one() {
    int start = text.position();
    int c = text.take();
    return switch (c) {
      case '(' -> {
        PosixRegex group = alternatives();
        if (!text.skip(')')) {
          throw RegexText.error("missing closing )", text.whole());
        }
        yield group;
      }
      case '[' -> new CharacterClassParser(text, start).parse();
      case '.' -> new Characters(List.of((int) '\n', (int) '\n')).negated();
      case '^', '$' -> new Sequence(List.of());
      case '\\' -> new Literal(text.escaped(start));
      default -> new Literal(c);
    };
  }
}
