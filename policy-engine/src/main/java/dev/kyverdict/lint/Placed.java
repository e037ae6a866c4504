package dev.kyverdict.lint;

import java.util.function.Function;

/**
 * A part of a rule, with its place.
 *
 * @param pointer JSON pointer inside the policy
 * @param use what it is for
 * @param scope what it sees
 */
record Placed<T>(T value, String pointer, Use use, Scope scope) {

  /** Another value at the same place. */
  <R> Placed<R> with(R other) {
    return new Placed<>(other, pointer, use, scope);
  }

  /** A part of it. */
  <R> Placed<R> part(String key, Function<T, R> part) {
    return new Placed<>(part.apply(value), Pointers.member(pointer, key), use, scope);
  }
}
