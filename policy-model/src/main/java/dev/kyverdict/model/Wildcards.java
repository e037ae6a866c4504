package dev.kyverdict.model;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Kyverno's wildcards: {@code *} for any text and {@code ?} for one character. */
final class Wildcards {

  private Wildcards() {}

  static boolean in(String text) {
    return text.contains("*") || text.contains("?");
  }

  static boolean match(String pattern, String text) {
    String regex =
        pattern
            .codePoints()
            .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
            .collect(Collectors.joining());
    return Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches();
  }
}
