package dev.kyverdict.jmespath.functions;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Counts of repetitions within repetitions, which Go multiplies and refuses beyond a thousand; the
 * pattern would be written out so often.
 */
final class RepeatCounts {

  private static final long MAX = 1000;

  private final RegexText text;
  private final Deque<Long> open = new ArrayDeque<>();

  /** The most copies within the open group, and of what was read last. */
  private long group = 1;

  private long last = 1;

  private RepeatCounts(String regex) {
    this.text = new RegexText(regex);
  }

  /** The first count that is too much; empty when none is. */
  static Optional<String> excess(String regex) {
    return regex.indexOf('{') < 0 ? Optional.empty() : new RepeatCounts(regex).find();
  }

  private Optional<String> find() {
    while (!text.atEnd()) {
      int start = text.position();
      int c = text.take();
      switch (c) {
        case '\\' -> escape();
        case '[' -> brackets();
        case '(' -> {
          open.push(group);
          group = 1;
        }
        case ')' -> {
          last = group;
          group = Math.max(open.isEmpty() ? 1 : open.pop(), last);
        }
        case '{' -> {
          if (count() && last > MAX) {
            return Optional.of(text.since(start));
          }
        }
        case '*', '+', '?' -> {}
        default -> last = 1;
      }
    }
    return Optional.empty();
  }

  private void escape() {
    last = 1;
    if (text.skip('Q')) {
      if (text.takeThrough("\\E").isEmpty()) {
        text.backTo(text.whole().length());
      }
    } else if (!text.atEnd()) {
      int c = text.take();
      if ((c == 'p' || c == 'P' || c == 'x') && text.at('{')) {
        text.takeThrough("}");
      }
    }
  }

  private void brackets() {
    last = 1;
    text.skip('^');
    for (boolean first = true; !text.atEnd() && (first || !text.at(']')); first = false) {
      if (text.startsWith("[:") && !text.takeThrough(":]").isEmpty()) {
        continue;
      }
      if (text.take() == '\\' && !text.atEnd()) {
        text.take();
      }
    }
    text.skip(']');
  }

  /** Whether a count was read; the copies are multiplied by it. */
  private boolean count() {
    int start = text.position();
    int from = text.number();
    int to = from;
    if (from != RegexText.NONE && text.skip(',')) {
      to = text.at('}') ? from : text.number();
    }
    if (from == RegexText.NONE || to == RegexText.NONE || !text.skip('}')) {
      text.backTo(start);
      last = 1;
      return false;
    }
    last *= Math.max(1, to);
    group = Math.max(group, last);
    return to > 1;
  }
}
