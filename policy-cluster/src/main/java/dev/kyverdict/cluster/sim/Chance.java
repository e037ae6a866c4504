package dev.kyverdict.cluster.sim;

/**
 * Numbers by chance, as a value: the same seed, the same numbers (SplitMix64).
 *
 * @param state where the sequence stands
 */
record Chance(long state) {

  private static final long STEP = 0x9E3779B97F4A7C15L;

  static Chance of(long seed) {
    return new Chance(seed);
  }

  Chance next() {
    return new Chance(state + STEP);
  }

  int below(int bound) {
    long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return Math.floorMod((int) (mixed ^ (mixed >>> 31)), bound);
  }
}
