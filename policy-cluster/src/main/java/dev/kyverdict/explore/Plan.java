package dev.kyverdict.explore;

/** What a run of the pre-warm will do about a claim, as bits. */
final class Plan {

  static final int SECRET = 1;
  static final int DESTINATION = 2;
  static final int TAG = 4;
  static final int NOTE = 8;
  static final int WAIT = 16;

  private Plan() {}
}
