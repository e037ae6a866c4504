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

  /**
   * The snapshot that a claim may not fall short of that is restored: a destination that was asked
   * for a newer one is not given away before it has it.
   */
  static int restores(long common, long word) {
    int tag = Claim.TAG.of(word);
    return Math.max(must(common, word), tag == Claim.OTHER_TAG ? 0 : tag);
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
    Owed owed = laws.owed()[claim];
    switch (owed) {
      case NOTHING -> {
        if (!outcome.allowed() || outcome.changed() || outcome.makes() != 0) {
          out.broken(Invariant.STRANGER_TOUCHED, claim, code);
        }
      }
      case AS_ASKED, NAMELESS -> {
        if (outcome.fault().isEmpty() && (!outcome.allowed() || outcome.changed())) {
          out.broken(Invariant.OWNER_OVERRULED, claim, code);
        }
      }
      case DATA, UNLISTED -> decided(state, claim, outcome, code, out);
    }
    if (owed.isBackedUp() && outcome.allowed() && outcome.fault().isEmpty()) {
      backedUp(state[claim + 1], claim, outcome, code, out);
    }
  }

  private void decided(long[] state, int claim, Outcome outcome, int code, Out out) {
    if (!outcome.allowed()) {
      denied(state, claim, outcome, code, out);
    } else if (outcome.names()) {
      restored(state, claim, code, out);
    } else {
      empty(state, claim, code, out);
    }
  }

  private static void backedUp(long word, int claim, Outcome outcome, int code, Out out) {
    boolean source = (outcome.makes() & 1) != 0;
    boolean secret = (outcome.makes() & 2) != 0 || Claim.SECRETS.is(word);
    if (!source || !secret) {
      out.broken(Invariant.NOT_BACKED_UP, claim, code);
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
    boolean isNew = Claim.SNAPSHOTS.of(state[claim + 1]) == 0;
    if (fresh && isNew && laws.owed()[claim] == Owed.DATA && !Common.AHEAD.is(state[0])) {
      out.broken(Invariant.NEW_CLAIM_DENIED, claim, code);
    }
  }

  private static void restored(long[] state, int claim, int code, Out out) {
    long word = state[claim + 1];
    int must = restores(state[0], word);
    if (!hasImage(word)) {
      out.broken(Invariant.NAMES_NO_IMAGE, claim, code);
    } else if (held(word) == 0) {
      out.broken(Invariant.GIVEN_AN_EMPTY_IMAGE, claim, code);
    } else if (Claim.OTHER_SIZE.is(word)) {
      out.broken(Invariant.GIVEN_ANOTHER_SIZE, claim, code);
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
