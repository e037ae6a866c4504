package dev.kyverdict.explore;

import dev.kyverdict.world.batch.PreWarmDecisions;

/** Runs of the pre-warm, step by step. */
final class Warming {

  /** Ways in which something goes wrong; 1 is a failure of a claim's own. */
  static final int NOT_WRITTEN = 2;

  static final int AHEAD = 3;
  static final int OTHER_SIZE = 4;
  static final int LIES = 15;

  private final Laws laws;

  Warming(Laws laws) {
    this.laws = laws;
  }

  void steps(long[] state, Out out) {
    switch (Common.RUN.of(state[0])) {
      case Common.IDLE -> out.step(Deed.RUN_BEGINS.code(0, 0), begun(out.copy(state)));
      case Common.BEGUN -> list(state, out);
      case Common.LISTED -> publish(state, out);
      default -> warm(state, out);
    }
    if (Common.RUN.is(state[0]) && laws.mayFail(state, Harm.WORK)) {
      long[] next = ended(out.copy(state));
      Laws.fail(next);
      out.step(Deed.RUN_DIES.code(0, 0), next);
    }
  }

  long[] begun(long[] next) {
    next[0] = Common.RUN_AGE.in(Common.RUN.in(next[0], Common.BEGUN), 0);
    for (int i = 0; i < laws.world().namespaces().size(); i++) {
      next[0] = Common.usable(i).in(next[0], isUsable(next[0], i) ? 1 : 0);
    }
    return next;
  }

  private boolean isUsable(long common, int namespace) {
    return Common.exists(namespace).is(common)
        && (Common.base(namespace).is(common) || !laws.warmings().demandsBaseSecret())
        && !laws.warmings().isExcluded(namespace);
  }

  private void list(long[] state, Out out) {
    out.step(Deed.RUN_LISTS.code(0, 0), listed(out.copy(state)));
    for (int i = 0; i < laws.claims(); i++) {
      if (laws.mayFail(state, Harm.WORK) && Claim.SNAPSHOTS.is(state[i + 1])) {
        long[] next = found(out.copy(state));
        next[i + 1] = Claim.LISTED.in(next[i + 1], 0);
        next[0] = Common.INCOMPLETE.in(next[0], 1);
        Laws.fail(next);
        out.step(Deed.RUN_LISTS.code(i, 1), laws.warmings().hasCatalogue() ? next : warms(next));
      }
    }
    if (laws.mayFail(state, Harm.LIES)) {
      long[] next = found(out.copy(state));
      for (int i = 1; i < next.length; i++) {
        next[i] = Claim.LISTED.in(next[i], 0);
      }
      Laws.fail(next);
      out.step(Deed.RUN_LISTS.code(0, LIES), laws.warmings().hasCatalogue() ? next : warms(next));
    }
  }

  private long[] found(long[] next) {
    next[0] = Common.RUN.in(next[0], Common.LISTED);
    for (int i = 0; i < laws.claims(); i++) {
      boolean seen =
          laws.warmings().hasCatalogue() || Common.usable(laws.namespaces()[i]).is(next[0]);
      boolean listed = seen && laws.owed()[i] != Owed.UNLISTED;
      next[i + 1] = Claim.LISTED.in(next[i + 1], listed ? Claim.SNAPSHOTS.of(next[i + 1]) : 0);
    }
    return next;
  }

  /** The run has listed everything; without a catalogue it goes straight on. */
  long[] listed(long[] next) {
    return laws.warmings().hasCatalogue() ? found(next) : warms(found(next));
  }

  private void publish(long[] state, Out out) {
    out.step(Deed.RUN_PUBLISHES.code(0, 0), published(out.copy(state)));
    boolean writes = !Common.INCOMPLETE.is(state[0]) && !isTooMuch(state);
    if (writes && laws.mayFail(state, Harm.WORK)) {
      long[] next = out.copy(state);
      Laws.fail(next);
      out.step(Deed.RUN_PUBLISHES.code(0, NOT_WRITTEN), warms(next));
    }
    if (writes && laws.mayFail(state, Harm.ODDITIES)) {
      long[] next = published(out.copy(state));
      next[0] = Common.AHEAD.in(next[0], 1);
      Laws.fail(next);
      out.step(Deed.RUN_PUBLISHES.code(0, AHEAD), next);
    }
  }

  /**
   * An incomplete listing leaves the old catalogue to age; so does one in which too much is
   * missing, and nothing is done by it.
   */
  long[] published(long[] next) {
    if (isTooMuch(next)) {
      for (int i = 1; i < next.length; i++) {
        next[i] = Claim.LISTED.in(next[i], 0);
      }
    } else if (!Common.INCOMPLETE.is(next[0])) {
      next[0] = Common.AHEAD.in(Common.CATALOGUE.in(next[0], 1), 0);
      next[0] = Common.CATALOGUE_AGE.in(next[0], Common.RUN_AGE.of(next[0]));
      for (int i = 1; i < next.length; i++) {
        int listed = Claim.LISTED.of(next[i]);
        next[i] = Claim.ENTRY.in(next[i], listed);
        for (int number = 1; number <= listed; number++) {
          next[i] = Claim.age(number).in(next[i], 3);
        }
      }
    }
    return warms(next);
  }

  private static boolean isTooMuch(long[] next) {
    int known = 0;
    int gone = 0;
    for (int i = 1; i < next.length; i++) {
      known += Claim.ENTRY.is(next[i]) ? 1 : 0;
      gone += Claim.ENTRY.is(next[i]) && !Claim.LISTED.is(next[i]) ? 1 : 0;
    }
    return !Common.INCOMPLETE.is(next[0]) && PreWarmDecisions.isTooMuch(gone, known);
  }

  private long[] warms(long[] next) {
    next[0] = Common.RUN.in(next[0], Common.WARMING);
    for (int i = 0; i < laws.claims(); i++) {
      boolean due = Claim.LISTED.is(next[i + 1]) && Common.usable(laws.namespaces()[i]).is(next[0]);
      next[i + 1] = Claim.WARM.in(next[i + 1], due ? Claim.TO_LOOK : Claim.DONE);
    }
    return settled(next);
  }

  private void warm(long[] state, Out out) {
    boolean over = true;
    for (int i = 0; i < laws.claims(); i++) {
      int warm = Claim.WARM.of(state[i + 1]);
      over &= warm == Claim.DONE || warm == Claim.WAITS;
      if (warm == Claim.TO_LOOK || warm == Claim.WAITS) {
        out.step(Deed.RUN_LOOKS.code(i, 0), looked(out.copy(state), i));
      } else if (warm == Claim.TO_ACT) {
        out.step(Deed.RUN_ACTS.code(i, 0), acted(out.copy(state), i));
        otherSize(state, i, out);
      }
      if (warm != Claim.DONE && warm != Claim.WAITS && laws.mayFail(state, Harm.WORK)) {
        long[] next = out.copy(state);
        next[i + 1] = Claim.PLAN.in(Claim.WARM.in(next[i + 1], Claim.DONE), 0);
        Laws.fail(next);
        Deed deed = warm == Claim.TO_ACT ? Deed.RUN_ACTS : Deed.RUN_LOOKS;
        out.step(deed.code(i, 1), settled(next));
      }
    }
    if (over) {
      out.step(Deed.RUN_ENDS.code(0, 0), ended(out.copy(state)));
    }
  }

  /** The settings have another size for a claim than Git. */
  private void otherSize(long[] state, int claim, Out out) {
    boolean makes = (Claim.PLAN.of(state[claim + 1]) & Plan.DESTINATION) != 0;
    if (makes && !Claim.DESTINATION.is(state[claim + 1]) && laws.mayFail(state, Harm.ODDITIES)) {
      long[] next = acted(out.copy(state), claim);
      if (Claim.DESTINATION.is(next[claim + 1])) {
        next[claim + 1] = Claim.OTHER_SIZE.in(next[claim + 1], 1);
        Laws.fail(next);
        out.step(Deed.RUN_ACTS.code(claim, OTHER_SIZE), next);
      }
    }
  }

  long[] looked(long[] next, int claim) {
    int plan = laws.warmings().plan(claim, next[claim + 1]);
    if (laws.has(Reduction.UNREAD) && !laws.notes()) {
      plan &= ~Plan.NOTE;
    }
    int warm = plan == 0 ? Claim.DONE : plan == Plan.WAIT ? Claim.WAITS : Claim.TO_ACT;
    next[claim + 1] = Claim.WARM.in(next[claim + 1], warm);
    next[claim + 1] = Claim.PLAN.in(next[claim + 1], warm == Claim.TO_ACT ? plan : 0);
    return settled(next);
  }

  long[] acted(long[] next, int claim) {
    long word = next[claim + 1];
    int plan = Claim.PLAN.of(word);
    boolean waits = (plan & Plan.WAIT) != 0;
    // Without a namespace everything is refused, and what comes after a refused Secret is left out.
    boolean exists = laws.exists(next, claim);
    int warm = waits && exists ? Claim.WAITS : Claim.DONE;
    word = Claim.PLAN.in(Claim.WARM.in(word, warm), 0);
    next[claim + 1] = exists ? done(word, plan) : word;
    return settled(next);
  }

  private long done(long before, int plan) {
    long word = before;
    int listed = Claim.LISTED.of(word);
    if ((plan & Plan.SECRET) != 0 && Claim.SECRETS.of(word) == Claim.NO_SECRET) {
      word = Claim.SECRET_DIES.in(Claim.SECRETS.in(word, Claim.SECRET_PENDING), 0);
    }
    boolean notes = laws.notes() || !laws.has(Reduction.UNREAD);
    if ((plan & Plan.DESTINATION) != 0 && !Claim.DESTINATION.is(word)) {
      word = Claim.TAG.in(Claim.DESTINATION.in(word, 1), listed);
      word = notes ? Claim.NOTE.in(word, listed) : word;
    } else if (Claim.DESTINATION.is(word)) {
      word = (plan & Plan.TAG) != 0 ? Claim.TAG.in(word, listed) : word;
      word = (plan & Plan.NOTE) != 0 ? Claim.NOTE.in(word, listed) : word;
    }
    return word;
  }

  private long[] settled(long[] next) {
    if (!laws.has(Reduction.EAGER_END)) {
      return next;
    }
    for (int i = 1; i < next.length; i++) {
      if (Claim.WARM.of(next[i]) != Claim.DONE) {
        return next;
      }
    }
    return ended(next);
  }

  long[] ended(long[] next) {
    next[0] = Common.RUN_AGE.in(Common.RUN.in(next[0], Common.IDLE), 0);
    next[0] = Common.INCOMPLETE.in(next[0], 0);
    for (int i = 0; i < laws.world().namespaces().size(); i++) {
      next[0] = Common.usable(i).in(next[0], 0);
    }
    for (int i = 1; i < next.length; i++) {
      next[i] = Claim.withoutRun(next[i]);
    }
    return next;
  }
}
