package dev.kyverdict.jmespath.functions;

import dev.kyverdict.jmespath.functions.RegexPart.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Reads what {@code regexp/syntax} of Go reads, refuses what it refuses with its text, and writes
 * the rest without flags, names and classes of Unicode: RE2/J knows fewer of them, and does not
 * come to an end over some letters when case is to count for nothing.
 */
final class RegexTranslator {

  private static final int MAX_COUNT = 1000;

  /**
   * A translated expression.
   *
   * @param text of the expression
   * @param names those of its groups, in their order; empty of one without
   */
  record Translated(String text, List<String> names) {}

  /** A group that is open, or the whole. */
  private record Group(
      boolean captures, RegexFlags outside, List<RegexPart> parts, List<RegexPart> choices) {

    RegexPart closed() {
      choices.add(RegexPart.sequence(parts));
      return RegexPart.alternatives(choices);
    }
  }

  private final RegexText text;
  private final Deque<Group> open = new ArrayDeque<>();
  private final List<String> names = new ArrayList<>();
  private RegexFlags flags = RegexFlags.NONE;

  /** Where the repetition begins that was read last; negative when something else was. */
  private int lastRepeat = -1;

  private RegexTranslator(String regex) {
    this.text = new RegexText(regex);
  }

  /**
   * Translates.
   *
   * @throws FunctionException with Go's text
   */
  static Translated translate(String regex) {
    RegexTranslator translator = new RegexTranslator(regex);
    translator.push(false);
    while (!translator.text.atEnd()) {
      translator.step();
    }
    RegexPart whole = translator.open.element().closed().checked(regex);
    if (translator.open.size() > 1) {
      throw RegexText.error("missing closing )", regex);
    }
    return new Translated(whole.text(), List.copyOf(translator.names));
  }

  private void push(boolean captures) {
    open.push(new Group(captures, flags, new ArrayList<>(), new ArrayList<>()));
  }

  private void step() {
    int start = text.position();
    int c = text.take();
    int repeat = -1;
    switch (c) {
      case '(' -> group(start);
      case ')' -> close();
      case '|' -> {
        Group group = open.element();
        group.choices().add(RegexPart.sequence(group.parts()));
        group.parts().clear();
      }
      case '^' -> add(RegexPart.atom(flags.lines() ? "(?m:^)" : "\\A"));
      case '$' -> add(RegexPart.atom(flags.lines() ? "(?m:$)" : "\\z"));
      case '.' -> add(RegexPart.atom(flags.newline() ? "(?s:.)" : "(?-s:.)"));
      case '[' -> add(RegexPart.atom(classes().brackets(start).written()));
      case '*', '+', '?' -> {
        repeat(start, Character.toString(c));
        repeat = start;
      }
      case '{' -> repeat = braces(start) ? start : -1;
      case '\\' -> escape(start);
      default -> literal(c);
    }
    lastRepeat = repeat;
  }

  private void add(RegexPart part) {
    open.element().parts().add(part);
  }

  private RegexClassParser classes() {
    return new RegexClassParser(text, flags.fold());
  }

  private void literal(int c) {
    if (flags.fold()) {
      CharacterSet folded = new CharacterSet().addRange(c, c).folded();
      if (folded.size() > 1) {
        add(RegexPart.literal(Kind.FOLDED, folded.written()));
        return;
      }
    }
    add(RegexPart.literal(flags.fold() ? Kind.FOLDED : Kind.LITERAL, CharacterSet.character(c)));
  }

  private void group(int start) {
    if (!text.at('?')) {
      push(true);
      names.add("");
      return;
    }
    Optional<String> name = RegexFlags.name(text, start);
    if (name.isPresent()) {
      push(true);
      names.add(name.get());
      return;
    }
    RegexFlags changed = flags.changed(text, start);
    if (text.since(start).endsWith(":")) {
      push(false);
    }
    flags = changed;
  }

  private void close() {
    if (open.size() == 1) {
      throw RegexText.error("unexpected )", text.whole());
    }
    Group group = open.pop();
    RegexPart inner = group.closed();
    flags = group.outside();
    add((group.captures() ? inner.captured() : inner.grouped()).checked(text.whole()));
  }

  private void escape(int start) {
    if (text.skip('A')) {
      add(RegexPart.atom("\\A"));
    } else if (text.skip('z')) {
      add(RegexPart.atom("\\z"));
    } else if (text.skip('b')) {
      add(RegexPart.atom("\\b"));
    } else if (text.skip('B')) {
      add(RegexPart.atom("\\B"));
    } else if (text.skip('Q')) {
      quoted();
    } else {
      text.backTo(start);
      Optional<CharacterSet> set = classes().escaped();
      if (set.isPresent()) {
        add(RegexPart.atom(set.get().written()));
      } else {
        text.skip('\\');
        literal(text.escaped(start));
      }
    }
  }

  private void quoted() {
    while (!text.atEnd() && !text.startsWith("\\E")) {
      literal(text.take());
    }
    text.takeThrough("\\E");
  }

  /** Whether the braces hold a count; if not, the opening one stands for itself. */
  private boolean braces(int start) {
    int from = text.number();
    int to = from;
    if (from != RegexText.NONE && text.skip(',')) {
      to = text.at('}') ? -1 : text.number();
    }
    if (from == RegexText.NONE || to == RegexText.NONE || !text.skip('}')) {
      text.backTo(start);
      literal(text.take());
      return false;
    }
    if (from > MAX_COUNT || to > MAX_COUNT || (to >= 0 && from > to)) {
      throw RegexText.error("invalid repeat count", text.since(start));
    }
    String lazy = lazy();
    RegexPart repeated = repeatedPart(start).counted(from, to, lazy);
    if ((from >= 2 || to >= 2) && repeated.copies() > MAX_COUNT) {
      throw RegexText.error("invalid repeat count", text.since(start));
    }
    add(repeated.checked(text.whole()));
    return true;
  }

  private void repeat(int start, String operator) {
    String lazy = lazy();
    add(repeatedPart(start).repeated(operator + lazy).checked(text.whole()));
  }

  /** What makes a repetition take as little as possible. */
  private String lazy() {
    boolean mark = text.skip('?');
    if (lastRepeat >= 0) {
      throw RegexText.error("invalid nested repetition operator", text.since(lastRepeat));
    }
    return mark != flags.lazy() ? "?" : "";
  }

  private RegexPart repeatedPart(int start) {
    List<RegexPart> parts = open.element().parts();
    if (parts.isEmpty()) {
      throw RegexText.error("missing argument to repetition operator", text.since(start));
    }
    return parts.removeLast();
  }
}
