package dev.kyverdict.explore;

/** Time. */
final class Passing {

  private static final int OLD = 3;

  private final Warming warming;

  Passing(Warming warming) {
    this.warming = warming;
  }

  void steps(long[] state, Out out) {
    out.step(Deed.TIME.code(0, 0), later(out.copy(state)));
    out.step(Deed.DAY.code(0, 0), day(out.copy(state)));
  }

  private static int older(int age) {
    return Math.min(OLD, age + 1);
  }

  /** A run that is still there after its deadline, which is shorter than a step, is ended. */
  long[] later(long[] next) {
    if (Common.RUN.is(next[0]) && Common.RUN_AGE.is(next[0])) {
      warming.ended(next);
    }
    if (Common.RUN.is(next[0])) {
      next[0] = Common.RUN_AGE.in(next[0], 1);
    }
    if (Common.CATALOGUE.is(next[0])) {
      next[0] = Common.CATALOGUE_AGE.in(next[0], older(Common.CATALOGUE_AGE.of(next[0])));
    }
    for (int i = 1; i < next.length; i++) {
      for (int number = 1; number <= Claim.SNAPSHOTS.of(next[i]); number++) {
        Field age = Claim.age(number);
        next[i] = age.in(next[i], older(age.of(next[i])));
      }
    }
    return next;
  }

  private long[] day(long[] next) {
    for (int i = 0; i <= OLD; i++) {
      later(next);
    }
    next[0] = Common.AHEAD.in(next[0], 0);
    for (int i = 1; i < next.length; i++) {
      if (Claim.IMAGE.is(next[i])) {
        next[i] = Claim.STALE.in(next[i], 1);
      }
      if (Claim.SYNC.is(next[i])) {
        next[i] = Claim.STUCK.in(next[i], 1);
      }
    }
    return next;
  }
}
