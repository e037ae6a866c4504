package dev.kyverdict.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Keys in parentheses, which are conditions and not fields. */
final class Anchors {

  private static final Pattern ANCHOR = Pattern.compile("(?d)([+<=X^])?\\((.+)\\)");

  private Anchors() {}

  /**
   * An anchor.
   *
   * @param mark the character before the parenthesis, or nothing
   * @param key the field inside
   */
  record Anchor(String mark, String key) {}

  static Optional<Anchor> of(String key) {
    Matcher matcher = ANCHOR.matcher(key.strip());
    return matcher.matches()
        ? Optional.of(
            new Anchor(Optional.ofNullable(matcher.group(1)).orElse(""), matcher.group(2)))
        : Optional.empty();
  }

  static String removedFrom(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(step -> of(step).map(Anchor::key).orElse(step))
        .collect(Collectors.joining("/"));
  }
}
