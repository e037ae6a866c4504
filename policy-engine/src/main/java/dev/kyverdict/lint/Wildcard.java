package dev.kyverdict.lint;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Kyverno's wildcards: {@code *} for any text, {@code ?} for one character. */
final class Wildcard {

  private Wildcard() {}

  static boolean in(String text) {
    return text.contains("*") || text.contains("?");
  }

  static boolean matches(String pattern, String text) {
    String regex =
        pattern
            .codePoints()
            .mapToObj(Character::toString)
            .map(c -> c.equals("*") ? ".*" : c.equals("?") ? "." : Pattern.quote(c))
            .collect(Collectors.joining());
    return Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches();
  }
}
