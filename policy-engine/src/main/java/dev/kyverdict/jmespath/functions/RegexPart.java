package dev.kyverdict.jmespath.functions;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A part of a regular expression, written without anything that engines read differently.
 *
 * @param kind what can be done with it as it is
 * @param text how it is written
 * @param height how deep Go's tree of it is
 * @param size how many steps Go's program for it would have, about
 * @param copies how often something in it is repeated by counts within counts
 */
record RegexPart(Kind kind, String text, int height, long size, long copies) {

  private static final long MAX_SIZE = (128L << 20) / 40;
  private static final int MAX_HEIGHT = 1000;

  /** Kinds of parts. */
  enum Kind {
    /** Characters; those that stand beside each other are one part in Go. */
    LITERAL,
    /** Letters of any case. */
    FOLDED,
    /** Something else that can be repeated as it is. */
    ATOM,
    /** What needs a group around it. */
    OTHER
  }

  static RegexPart atom(String text) {
    return new RegexPart(Kind.ATOM, text, 1, 1, 1);
  }

  static RegexPart literal(Kind kind, String text) {
    return new RegexPart(kind, text, 1, 1, 1);
  }

  /** One after the other. */
  static RegexPart sequence(List<RegexPart> parts) {
    List<RegexPart> merged = new ArrayList<>();
    for (RegexPart part : parts) {
      boolean joins = !merged.isEmpty() && merged.getLast().joins(part);
      merged.add(joins ? merged.removeLast().with(part) : part);
    }
    return merged.size() == 1 ? merged.getFirst() : together(merged, "", 0);
  }

  private boolean joins(RegexPart next) {
    return kind == next.kind && (kind == Kind.LITERAL || kind == Kind.FOLDED);
  }

  private RegexPart with(RegexPart next) {
    return new RegexPart(kind, text + next.text, 1, size + next.size, 1);
  }

  /** One of them. */
  static RegexPart alternatives(List<RegexPart> choices) {
    return choices.size() == 1 ? choices.getFirst() : together(choices, "|", choices.size() - 1);
  }

  private static RegexPart together(List<RegexPart> parts, String between, int steps) {
    String text = parts.stream().map(RegexPart::text).collect(Collectors.joining(between));
    int height = 0;
    long size = steps;
    long copies = 1;
    for (RegexPart part : parts) {
      height = Math.max(height, part.height);
      size += part.size;
      copies = Math.max(copies, part.copies);
    }
    return new RegexPart(Kind.OTHER, text, height + 1, Math.max(1, size), copies);
  }

  RegexPart captured() {
    return new RegexPart(Kind.ATOM, "(" + text + ")", height + 1, size + 2, copies);
  }

  /** In a group that is none for Go's tree. */
  RegexPart grouped() {
    return kind == Kind.OTHER
        ? new RegexPart(Kind.ATOM, "(?:" + text + ")", height, size, copies)
        : this;
  }

  /** With one of {@code *}, {@code +} and {@code ?}. */
  RegexPart repeated(String operator) {
    long more = operator.startsWith("*") ? 2 : 1;
    return new RegexPart(Kind.OTHER, repeatable() + operator, height + 1, size + more, copies);
  }

  /**
   * Repeated by counts.
   *
   * @param most negative when there is no limit
   */
  RegexPart counted(int least, int most, String lazy) {
    String counts = most < 0 ? least + "," : least == most ? "" + least : least + "," + most;
    int times = most < 0 ? least : most;
    return new RegexPart(
        Kind.OTHER,
        repeatable() + "{" + counts + "}" + lazy,
        height + 1,
        Math.max(1, most < 0 ? 2 + least * size : most * size + most - least),
        most == 0 ? 1 : Math.max(1, times) * copies);
  }

  private String repeatable() {
    boolean whole = kind == Kind.ATOM || (kind != Kind.OTHER && size == 1);
    return whole ? text : "(?:" + text + ")";
  }

  /** Throws what Go says of a tree that is too much for it. */
  RegexPart checked(String regex) {
    if (height > MAX_HEIGHT) {
      throw RegexText.error("expression nests too deeply", regex);
    }
    if (size > MAX_SIZE) {
      throw RegexText.error("expression too large", regex);
    }
    return this;
  }
}
