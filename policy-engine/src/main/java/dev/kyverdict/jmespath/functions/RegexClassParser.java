package dev.kyverdict.jmespath.functions;

import java.util.Optional;

/** Reads the classes of a regular expression: what stands in brackets, and escapes. */
final class RegexClassParser {

  private final RegexText text;
  private final boolean fold;

  /**
   * A parser.
   *
   * @param text stands at the class
   * @param fold whether case counts for nothing
   */
  RegexClassParser(RegexText text, boolean fold) {
    this.text = text;
    this.fold = fold;
  }

  /** The opening bracket, at the given place, has been read. */
  CharacterSet brackets(int start) {
    boolean negated = text.skip('^');
    CharacterSet set = new CharacterSet();
    for (boolean first = true; first || !text.at(']'); first = false) {
      set.addAll(named().or(this::escaped).orElseGet(() -> range(start)));
    }
    text.skip(']');
    return negated ? set.negated() : set;
  }

  /** An escape that stands for a class; nothing is read when there is none. */
  Optional<CharacterSet> escaped() {
    int start = text.position();
    if (!text.skip('\\') || text.atEnd()) {
      text.backTo(start);
      return Optional.empty();
    }
    int letter = text.take();
    if (letter == 'p' || letter == 'P') {
      return Optional.of(unicode(start, letter == 'P'));
    }
    Optional<CharacterSet> perl = NamedClasses.perl(Character.toLowerCase(letter));
    if (perl.isEmpty()) {
      text.backTo(start);
    }
    return perl.map(set -> whole(set, Character.isUpperCase(letter)));
  }

  private CharacterSet unicode(int start, boolean negated) {
    String name = "";
    if (text.at('{')) {
      String braces = text.takeThrough("}");
      if (braces.isEmpty()) {
        throw invalid(text.whole().substring(start));
      }
      name = braces.substring(1, braces.length() - 1);
    } else if (!text.atEnd()) {
      name = Character.toString(text.take());
    }
    boolean inverted = name.startsWith("^");
    CharacterSet set =
        NamedClasses.unicode(inverted ? name.substring(1) : name)
            .orElseThrow(() -> invalid(text.since(start)));
    return whole(set, negated != inverted);
  }

  private Optional<CharacterSet> named() {
    int start = text.position();
    String whole = text.startsWith("[:") ? text.takeThrough(":]", 2) : "";
    if (whole.isEmpty()) {
      return Optional.empty();
    }
    String name = whole.substring(2, whole.length() - 2);
    boolean negated = name.startsWith("^");
    CharacterSet set =
        NamedClasses.posix(negated ? name.substring(1) : name)
            .orElseThrow(() -> invalid(text.since(start)));
    return Optional.of(whole(set, negated));
  }

  private CharacterSet whole(CharacterSet set, boolean negated) {
    CharacterSet cased = fold ? set.folded() : set;
    return negated ? cased.negated() : cased;
  }

  private CharacterSet range(int start) {
    int from = text.position();
    int first = character(start);
    int last = first;
    if (text.at('-') && !text.startsWith("-]") && !text.endsWith("-")) {
      text.skip('-');
      last = character(start);
      if (last < first) {
        throw invalid(text.since(from));
      }
    }
    return whole(new CharacterSet().addRange(first, last), false);
  }

  private int character(int start) {
    if (text.atEnd()) {
      throw RegexText.error("missing closing ]", text.whole().substring(start));
    }
    int from = text.position();
    int c = text.take();
    return c == '\\' ? text.escaped(from) : c;
  }

  private static FunctionException invalid(String where) {
    return RegexText.error("invalid character class range", where);
  }
}
