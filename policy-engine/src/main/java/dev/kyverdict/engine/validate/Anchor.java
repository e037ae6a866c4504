package dev.kyverdict.engine.validate;

import dev.kyverdict.values.GoStrings;
import java.util.Optional;

/**
 * A key of a pattern that says when the pattern applies: {@code (key)}, {@code =(key)} … Basis:
 * {@code pkg/engine/anchor/anchor.go}.
 *
 * @param kind what it says
 * @param key the key that is meant
 */
public record Anchor(Kind kind, String key) {

  /** What an anchor says. */
  public enum Kind {
    /** {@code (key)}: the rest only applies where this matches. */
    CONDITION(""),
    /** {@code <(key)}: the whole pattern only applies where this matches. */
    GLOBAL("<"),
    /** {@code X(key)}: the key must not be there. */
    NEGATION("X"),
    /** {@code +(key)}: added where it is not there. */
    ADD_IF_NOT_PRESENT("+"),
    /** {@code =(key)}: matched if it is there. */
    EQUALITY("="),
    /** {@code ^(key)}: one element of the list must match. */
    EXISTENCE("^");

    private final String modifier;

    Kind(String modifier) {
      this.modifier = modifier;
    }
  }

  /** The anchor that a key is; empty for a plain key. */
  public static Optional<Anchor> parse(String text) {
    if (!text.contains("(")) {
      return Optional.empty();
    }
    String trimmed = GoStrings.trimSpace(text);
    int open = trimmed.startsWith("(") ? 0 : 1;
    boolean anchor =
        trimmed.length() > open + 2
            && trimmed.charAt(open) == '('
            && trimmed.endsWith(")")
            && trimmed.indexOf('\n', open) < 0;
    return anchor
        ? kind(trimmed.substring(0, open))
            .map(kind -> new Anchor(kind, trimmed.substring(open + 1, trimmed.length() - 1)))
        : Optional.empty();
  }

  /** Whether it is one of the kinds. */
  public boolean is(Kind first, Kind... others) {
    if (kind == first) {
      return true;
    }
    for (Kind other : others) {
      if (kind == other) {
        return true;
      }
    }
    return false;
  }

  /** The key as a pattern writes it. */
  @Override
  public String toString() {
    return kind.modifier + "(" + key + ")";
  }

  private static Optional<Kind> kind(String modifier) {
    for (Kind kind : Kind.values()) {
      if (kind.modifier.equals(modifier)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
