package dev.kyverdict.jmespath.functions;

import dev.kyverdict.jmespath.functions.PosixRegex.Characters;
import java.util.ArrayList;
import java.util.List;

/** Reads what stands in brackets. */
final class CharacterClassParser {

  private final RegexText text;
  private final int start;
  private final List<Integer> bounds = new ArrayList<>();

  /** The opening bracket, at the given place, has been read. */
  CharacterClassParser(RegexText text, int start) {
    this.text = text;
    this.start = start;
  }

  Characters parse() {
    boolean negated = text.skip('^');
    for (boolean first = true; first || !text.at(']'); first = false) {
      if (text.atEnd()) {
        throw RegexText.error("missing closing ]", text.whole().substring(start));
      }
      refuseHyphen(first);
      if (text.startsWith("[:") && text.whole().indexOf(":]", text.position()) >= 0) {
        named(text.takeThrough(":]"));
      } else {
        range();
      }
    }
    text.skip(']');
    Characters characters = new Characters(bounds);
    return negated ? characters.negated() : characters;
  }

  /** A hyphen stands for itself only as the first or the last. */
  private void refuseHyphen(boolean first) {
    if (text.at('-') && !first && !text.startsWith("-]")) {
      int from = text.position();
      text.skip('-');
      text.take();
      throw RegexText.error("invalid character class range", text.since(from));
    }
  }

  private void range() {
    int from = text.position();
    int first = character();
    int last = first;
    if (text.at('-') && !text.startsWith("-]")) {
      text.skip('-');
      last = character();
      if (last < first) {
        throw RegexText.error("invalid character class range", text.since(from));
      }
    }
    add(first, last);
  }

  private int character() {
    if (text.atEnd()) {
      throw RegexText.error("missing closing ]", text.whole().substring(start));
    }
    int from = text.position();
    int c = text.take();
    return c == '\\' ? text.escaped(from) : c;
  }

  private void named(String name) {
    boolean negated = name.startsWith("[:^");
    String ranges =
        switch (negated ? name.replace("^", "") : name) {
          case "[:alnum:]" -> "09AZaz";
          case "[:alpha:]" -> "AZaz";
          case "[:ascii:]" -> "\0\u007F";
          case "[:blank:]" -> "\t\t  ";
          case "[:cntrl:]" -> "\0\u001F\u007F\u007F";
          case "[:digit:]" -> "09";
          case "[:graph:]" -> "!~";
          case "[:lower:]" -> "az";
          case "[:print:]" -> " ~";
          case "[:punct:]" -> "!/:@[`{~";
          case "[:space:]" -> "\t\r  ";
          case "[:upper:]" -> "AZ";
          case "[:word:]" -> "09AZaz__";
          case "[:xdigit:]" -> "09AFaf";
          default -> throw RegexText.error("invalid character class range", name);
        };
    CharacterClassParser named = negated ? new CharacterClassParser(text, start) : this;
    for (int i = 0; i < ranges.length(); i += 2) {
      named.add(ranges.charAt(i), ranges.charAt(i + 1));
    }
    if (negated) {
      bounds.addAll(new Characters(named.bounds).negated().bounds());
    }
  }

  private void add(int first, int last) {
    bounds.add(first);
    bounds.add(last);
  }
}
