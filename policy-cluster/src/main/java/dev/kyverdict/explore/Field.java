package dev.kyverdict.explore;

/**
 * A small number within a word.
 *
 * @param shift how many bits lie below it
 * @param mask its largest value
 */
record Field(int shift, long mask) {

  static Field of(int shift, int bits) {
    return new Field(shift, (1L << bits) - 1);
  }

  /** The first bit above it. */
  int end() {
    return shift + Long.bitCount(mask);
  }

  /** The next one. */
  Field next(int bits) {
    return of(end(), bits);
  }

  int of(long word) {
    return (int) (word >>> shift & mask);
  }

  boolean is(long word) {
    return (word >>> shift & mask) != 0;
  }

  long in(long word, int value) {
    return word & ~(mask << shift) | (long) value << shift;
  }
}
