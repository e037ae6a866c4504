package dev.kyverdict.jmespath.functions;

import dev.kyverdict.jmespath.functions.PosixRegex.Alternatives;
import dev.kyverdict.jmespath.functions.PosixRegex.Characters;
import dev.kyverdict.jmespath.functions.PosixRegex.Literal;
import dev.kyverdict.jmespath.functions.PosixRegex.Repeated;
import dev.kyverdict.jmespath.functions.PosixRegex.Sequence;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes a text that matches a regular expression, as {@code zach-klippenstein/goregen} does for
 * Kyverno; which one is up to chance.
 */
public final class RandomText {

  /** As often goregen repeats at most what has no bound. */
  private static final int MANY = 4096;

  /** No more is repeated than must be, once so much has been done. */
  private static final int MAX_WORK = 1_000_000;

  private final StringBuilder text = new StringBuilder();
  private final RandomGenerator random;
  private int work;

  private RandomText(RandomGenerator random) {
    this.random = random;
  }

  /**
   * A text that matches.
   *
   * @param pattern a POSIX regular expression, without {@code \d} and {@code (?:}
   * @throws FunctionException with Go's text
   */
  public static String matching(String pattern, RandomGenerator random) {
    RandomText result = new RandomText(random);
    result.append(PosixRegexParser.parse(pattern));
    return result.text.toString();
  }

  private void append(PosixRegex regex) {
    work++;
    switch (regex) {
      case Literal(int character) -> text.appendCodePoint(character);
      case Characters characters -> text.appendCodePoint(characters.at(random));
      case Sequence(List<PosixRegex> parts) -> parts.forEach(this::append);
      case Alternatives(List<PosixRegex> choices) ->
          append(choices.get(random.nextInt(choices.size())));
      case Repeated(PosixRegex each, int from, int to) -> repeat(each, from, to < 0 ? MANY : to);
    }
  }

  private void repeat(PosixRegex each, int from, int to) {
    int times = from + random.nextInt(to - from + 1);
    for (int i = 0; i < times && (i < from || work < MAX_WORK); i++) {
      append(each);
    }
  }
}
