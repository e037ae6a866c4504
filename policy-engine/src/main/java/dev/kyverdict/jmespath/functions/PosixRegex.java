package dev.kyverdict.jmespath.functions;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A POSIX regular expression; anchors are sequences of nothing. */
sealed interface PosixRegex {

  /** A character. */
  record Literal(int character) implements PosixRegex {}

  /** Any of ranges of characters, pairs of the first and the last. */
  record Characters(List<Integer> bounds) implements PosixRegex {

    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PRINTABLE = 0x7E;

    /** One of the ranges. */
    public Characters {
      bounds = List.copyOf(bounds);
    }

    /** All but those; of ASCII alone, where that is possible. */
    Characters negated() {
      List<Integer> others = without(FIRST_PRINTABLE, LAST_PRINTABLE);
      return new Characters(others.isEmpty() ? without(LAST_PRINTABLE + 1, 0xD7FF) : others);
    }

    private List<Integer> without(int first, int last) {
      List<Integer> others = new ArrayList<>();
      for (int c = first; c <= last; c++) {
        if (!contains(c)) {
          others.add(c);
          others.add(c);
        }
      }
      return others;
    }

    private boolean contains(int character) {
      for (int i = 0; i < bounds.size(); i += 2) {
        if (character >= bounds.get(i) && character <= bounds.get(i + 1)) {
          return true;
        }
      }
      return false;
    }

    int at(RandomGenerator random) {
      int size = 0;
      for (int i = 0; i < bounds.size(); i += 2) {
        size += bounds.get(i + 1) - bounds.get(i) + 1;
      }
      int index = random.nextInt(size);
      for (int i = 0; i < bounds.size(); i += 2) {
        int length = bounds.get(i + 1) - bounds.get(i) + 1;
        if (index < length) {
          return bounds.get(i) + index;
        }
        index -= length;
      }
      throw new IllegalStateException("no character at " + index);
    }
  }

  /** One after the other. */
  record Sequence(List<PosixRegex> parts) implements PosixRegex {
    /** Copies the parts. */
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  /** One of them. */
  record Alternatives(List<PosixRegex> choices) implements PosixRegex {
    /** Copies the choices. */
    public Alternatives {
      choices = List.copyOf(choices);
    }
  }

  /** Again and again; without an upper bound when it is negative. */
  record Repeated(PosixRegex each, int from, int to) implements PosixRegex {}

  /** How often a part of it is written out when counts are. */
  default long copies() {
    return switch (this) {
      case Literal one -> 1;
      case Characters one -> 1;
      case Sequence(List<PosixRegex> parts) -> most(parts);
      case Alternatives(List<PosixRegex> choices) -> most(choices);
      case Repeated(PosixRegex each, int from, int to) ->
          Math.max(1, Math.max(from, to)) * each.copies();
    };
  }

  private static long most(List<PosixRegex> parts) {
    long most = 1;
    for (PosixRegex part : parts) {
      most = Math.max(most, part.copies());
    }
    return most;
  }
}
