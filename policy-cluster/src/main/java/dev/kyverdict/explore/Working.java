package dev.kyverdict.explore;

/** What goes on around one claim: Kyverno's background, secrets, storage, pods, VolSync. */
final class Working {

  /** Ways in which a sync ends oddly. */
  static final int CLAIM_IMAGE = 1;

  static final int NULL_IMAGE = 2;
  static final int LOGLESS = 3;

  private final Laws laws;

  Working(Laws laws) {
    this.laws = laws;
  }

  void steps(long[] state, Out out) {
    for (int i = 0; i < laws.claims(); i++) {
      long word = state[i + 1];
      generate(state, i, word, out);
      volume(state, i, word, out);
      backup(state, i, word, out);
      sync(state, i, word, out);
      if (Claim.SECRETS.of(word) == Claim.SECRET_PENDING) {
        to(state, i, secret(word), Deed.SECRET, out);
      }
    }
  }

  private static void to(long[] state, int claim, long word, Deed deed, Out out) {
    long[] next = out.copy(state);
    next[claim + 1] = word;
    out.step(deed.code(claim, 0), next);
  }

  private void generate(long[] state, int claim, long word, Out out) {
    if (!Claim.TO_MAKE.is(word)) {
      return;
    }
    to(state, claim, generated(word), Deed.GENERATE, out);
    if (laws.mayFail(state, Harm.WORK)) {
      struck(state, claim, Claim.TO_MAKE.in(word, 0), Deed.GENERATE.code(claim, 1), out);
    }
  }

  private static void struck(long[] state, int claim, long word, int code, Out out) {
    long[] next = out.copy(state);
    next[claim + 1] = word;
    Laws.fail(next);
    out.step(code, next);
  }

  /** What Kyverno makes is there; an object of that name is overwritten. */
  long generated(long before) {
    int makes = Claim.TO_MAKE.of(before);
    long word = Claim.TO_MAKE.in(before, 0);
    if ((makes & 1) != 0) {
      word = Claim.SOURCES.in(word, Claim.SOURCE);
    }
    if ((makes & 2) != 0) {
      int secret = Math.max(Claim.SECRET_PENDING, Claim.SECRETS.of(word));
      word = Claim.SECRETS.in(word, secret);
      word = Claim.SECRET_DIES.in(word, laws.admissions().secretDies() ? 1 : 0);
    }
    if ((makes & 4) != 0) {
      boolean free = laws.admissions().free();
      word = Claim.FOREIGN.in(Claim.DESTINATION.in(word, 1), 1);
      word = Claim.FREE.in(word, free ? 1 : 0);
      word = Claim.TAG.in(word, free ? 0 : Claim.OTHER_TAG);
    }
    return word;
  }

  private void volume(long[] state, int claim, long word, Out out) {
    switch (Claim.PHASE.of(word)) {
      case Claim.PENDING -> to(state, claim, laws.withVolume(word), Deed.PROVISION, out);
      case Claim.RESTORING -> {
        if (Judge.isRestorable(word)) {
          Judge.populated(word, claim, Deed.PROVISION.code(claim, 0), out);
          to(state, claim, populated(word), Deed.PROVISION, out);
        }
      }
      case Claim.EMPTY -> to(state, claim, Claim.PHASE.in(word, Claim.DATA), Deed.WRITE, out);
      default -> {}
    }
  }

  /** The volume holds what the image holds at this moment. */
  long populated(long before) {
    long word = Claim.MUST.in(before, 0);
    return Judge.held(word) > 0 ? Claim.PHASE.in(word, Claim.DATA) : laws.withVolume(word);
  }

  private void backup(long[] state, int claim, long word, Out out) {
    int source = Claim.SOURCES.of(word);
    if (source == Claim.ORPHAN) {
      to(state, claim, collected(word), Deed.COLLECT, out);
    }
    if (Claim.BACKUP.is(word)) {
      to(state, claim, saved(word), Deed.BACKUP_ENDS, out);
    } else if (source == Claim.SOURCE
        && Claim.PHASE.of(word) == Claim.DATA
        && Claim.SECRETS.of(word) == Claim.SECRET
        && Claim.SNAPSHOTS.of(word) < laws.bound().backups()) {
      to(state, claim, Claim.BACKUP.in(word, 1), Deed.BACKUP_BEGINS, out);
    }
  }

  static long collected(long word) {
    return Claim.BACKUP.in(Claim.SOURCES.in(word, Claim.NO_SOURCE), 0);
  }

  /** One more snapshot, made now. */
  static long saved(long word) {
    int number = Claim.SNAPSHOTS.of(word) + 1;
    return Claim.age(number).in(Claim.SNAPSHOTS.in(Claim.BACKUP.in(word, 0), number), 0);
  }

  private void sync(long[] state, int claim, long word, Out out) {
    if (!Claim.DESTINATION.is(word)) {
      return;
    }
    switch (Claim.SYNC.of(word)) {
      case Claim.RESTS -> {
        if (isDue(word)) {
          to(state, claim, begun(word), Deed.SYNC_BEGINS, out);
        }
      }
      case Claim.STARTED -> {
        if (Claim.SECRETS.of(word) == Claim.SECRET) {
          to(state, claim, read(word), Deed.SYNC_READS, out);
          if (Claim.SNAPSHOTS.is(word) && laws.mayFail(state, Harm.ODDITIES)) {
            long nothing = Claim.CONTENT.in(read(word), 0);
            struck(state, claim, nothing, Deed.SYNC_READS.code(claim, 1), out);
          }
        }
      }
      default -> {
        to(state, claim, synced(word), Deed.SYNC_ENDS, out);
        if (laws.mayFail(state, Harm.ODDITIES)) {
          endsOddly(state, claim, word, out);
        }
      }
    }
  }

  private static void endsOddly(long[] state, int claim, long word, Out out) {
    long end = synced(word);
    struck(
        state,
        claim,
        Claim.IMAGE.in(end, Claim.CLAIM_IMAGE),
        Deed.SYNC_ENDS.code(claim, CLAIM_IMAGE),
        out);
    // The name comes with the next look, so the sync goes on until then.
    long nameless = Claim.LAST.in(Claim.IMAGE.in(word, Claim.NULL_IMAGE), Claim.TAG.of(word));
    struck(state, claim, nameless, Deed.SYNC_ENDS.code(claim, NULL_IMAGE), out);
    struck(state, claim, Claim.LOGLESS.in(end, 1), Deed.SYNC_ENDS.code(claim, LOGLESS), out);
  }

  static boolean isDue(long word) {
    return Claim.FREE.is(word) || Claim.TAG.of(word) != Claim.LAST.of(word);
  }

  static long begun(long word) {
    return Claim.STUCK.in(Claim.SYNC.in(word, Claim.STARTED), 0);
  }

  /** Restic takes the newest snapshot there is. */
  static long read(long word) {
    return Claim.CONTENT.in(Claim.SYNC.in(word, Claim.READ), Claim.SNAPSHOTS.of(word));
  }

  /** {@code lastManualSync} takes the tag that the spec has by now. */
  static long synced(long word) {
    long next = Claim.IMAGE.in(word, Claim.EMPTY_IMAGE + Claim.CONTENT.of(word));
    next = Claim.LAST.in(Claim.LOGLESS.in(next, 0), Claim.TAG.of(word));
    next = Claim.CONTENT.in(Claim.SYNC.in(next, Claim.RESTS), 0);
    return Claim.STUCK.in(Claim.STALE.in(next, 0), 0);
  }

  static long secret(long word) {
    return Claim.SECRETS.in(word, Claim.SECRET);
  }
}
