package dev.kyverdict.engine.context;

import dev.kyverdict.jmespath.functions.FunctionException;
import dev.kyverdict.jmespath.functions.GoRegex;
import java.util.Optional;

/**
 * The name of an entry, and whether the text of a query makes Kyverno load the entry.
 *
 * <p>Basis: {@code pkg/engine/context/deferred.go}: a regular expression on the text, with the name
 * in it as it is; a name in a string literal counts too.
 */
final class EntryName {

  private final String name;
  private final Optional<GoRegex> pattern;

  private EntryName(String name, Optional<GoRegex> pattern) {
    this.name = name;
    this.pattern = pattern;
  }

  /**
   * Looks a name through.
   *
   * @throws FunctionException when the name makes no regular expression
   */
  static EntryName of(String name) {
    boolean plain = !name.isEmpty() && name.chars().allMatch(c -> isWord(c) || c == '-');
    return new EntryName(name, plain ? Optional.empty() : Optional.of(pattern(name)));
  }

  private static GoRegex pattern(String name) {
    return GoRegex.compile("(?:\\A|\\z|\\s|[^.0-9A-Za-z])" + name + "\\b");
  }

  String text() {
    return name;
  }

  boolean isIn(String query) {
    if (pattern.isPresent()) {
      return pattern.get().finds(query);
    }
    for (int at = query.indexOf(name); at >= 0; at = query.indexOf(name, at + 1)) {
      if (mayPrecede(query, at) && isBoundary(query, at + name.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayPrecede(String query, int at) {
    return at == 0 || query.charAt(at - 1) == '_' || !isDotOrWord(query.charAt(at - 1));
  }

  private static boolean isDotOrWord(char c) {
    return c == '.' || isWord(c);
  }

  private static boolean isBoundary(String query, int at) {
    boolean after = at < query.length() && isWord(query.charAt(at));
    return isWord(query.charAt(at - 1)) != after;
  }

  private static boolean isWord(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
}
