package dev.kyverdict.explore;

/** Where the steps go that actors can take from a state. */
interface Out {

  /** A copy of the state, good until the next one is asked for. */
  long[] copy(long[] state);

  /** A step and the state after it. */
  void step(int code, long[] next);

  /** A step breaks an invariant. */
  void broken(Invariant invariant, int claim, int code);

  /**
   * A step loses a backup that nobody could have listed.
   *
   * @param age how many steps of time ago it was made
   */
  void window(int claim, int age, int code);
}
