package dev.kyverdict.explore;

/** Holds what becomes of a claim against the invariants. */
final class Judge {

  private static final int PROMISED = 3;

  private final Laws laws;

  Judge(Laws laws) {
    this.laws = laws;
  }

  /**
   * The snapshot that a claim may not fall short of: the newest that a catalogue has listed, or
   * that was made so long ago that it should have been.
   */
  static int must(long common, long word) {
    int must = Common.CATALOGUE.is(common) ? Claim.ENTRY.of(word) : 0;
    for (int i = Claim.SNAPSHOTS.of(word); i > must; i--) {
      if (Claim.age(i).of(word) == PROMISED) {
        return i;
      }
    }
    return must;
  }

  /** What a destination's image holds; 0 for nothing. */
  static int held(long word) {
    int image = Claim.IMAGE.of(word);
    return image == Claim.NULL_IMAGE || image == Claim.CLAIM_IMAGE
        ? 0
        : Math.max(0, image - Claim.EMPTY_IMAGE);
  }

  private static boolean hasImage(long word) {
    int image = Claim.IMAGE.of(word);
    return Claim.DESTINATION.is(word) && image != Claim.NO_IMAGE && image < Claim.NULL_IMAGE;
  }

  void created(long[] state, int claim, Outcome outcome, int code, Out out) {
    if (!laws.labelled()[claim]) {
      if (!outcome.allowed() || outcome.changed()) {
        out.broken(Invariant.STRANGER_TOUCHED, claim, code);
      }
    } else if (!outcome.allowed()) {
      denied(state, claim, outcome, code, out);
    } else if (outcome.names()) {
      restored(state, claim, code, out);
    } else {
      empty(state, claim, code, out);
    }
  }

  private void denied(long[] state, int claim, Outcome outcome, int code, Out out) {
    if (!outcome.fault().isEmpty()) {
      return;
    }
    if (outcome.byError() && outcome.answered()) {
      out.broken(Invariant.DENIED_BY_ERROR, claim, code);
    }
    boolean fresh =
        !laws.warmings().hasCatalogue()
            || Common.CATALOGUE.is(state[0]) && Common.CATALOGUE_AGE.of(state[0]) < PROMISED;
    if (fresh && Claim.SNAPSHOTS.of(state[claim + 1]) == 0) {
      out.broken(Invariant.NEW_CLAIM_DENIED, claim, code);
    }
  }

  private static void restored(long[] state, int claim, int code, Out out) {
    long word = state[claim + 1];
    int must = must(state[0], word);
    if (!hasImage(word)) {
      out.broken(Invariant.NAMES_NO_IMAGE, claim, code);
    } else if (held(word) == 0) {
      out.broken(Invariant.GIVEN_AN_EMPTY_IMAGE, claim, code);
    } else if (held(word) < must) {
      out.broken(Invariant.RESTORED_TOO_OLD, claim, code);
    } else if (held(word) < Claim.SNAPSHOTS.of(word)) {
      out.window(claim, Claim.age(held(word) + 1).of(word), code);
    }
  }

  private static void empty(long[] state, int claim, int code, Out out) {
    long word = state[claim + 1];
    if (must(state[0], word) > 0) {
      out.broken(Invariant.STARTS_EMPTY, claim, code);
    } else if (Claim.SNAPSHOTS.is(word)) {
      out.window(claim, Claim.age(1).of(word), code);
    }
  }

  /** A claim gets what its destination's image holds now. */
  static void populated(long word, int claim, int code, Out out) {
    if (held(word) == 0) {
      out.broken(Invariant.GIVEN_AN_EMPTY_IMAGE, claim, code);
    } else if (held(word) < Claim.MUST.of(word)) {
      out.broken(Invariant.RESTORED_TOO_OLD, claim, code);
    }
  }

  /** Whether the claim's volume can be filled. */
  static boolean isRestorable(long word) {
    return hasImage(word);
  }
}
