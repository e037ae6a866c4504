package dev.kyverdict.explore;

/** Within how many rounds in which everybody works every claim is admitted. */
final class Fairness {

  private final Actors actors;
  private final Symmetry symmetry;
  private final States settled;
  private final int[] order;
  private final int limit;
  private int most;

  Fairness(Actors actors, Symmetry symmetry, Laws laws) {
    this.actors = actors;
    this.symmetry = symmetry;
    this.settled = new States(laws.claims() + 1);
    this.order = new int[laws.claims() + laws.world().namespaces().size()];
    this.limit = laws.bound().fairTicks();
  }

  /** Whether they are, in time; the state is used up. */
  boolean holds(long[] state) {
    for (int rounds = 0; rounds <= limit; rounds++) {
      if (actors.isAdmitted(state)) {
        most = Math.max(most, rounds);
        return true;
      }
      if (rounds == limit) {
        return false;
      }
      actors.round(state);
      // Two states that one round makes equal need the same from then on, and the first was told.
      if (rounds == 0) {
        symmetry.order(state, order);
        if (settled.add(state, 0, 0) < 0) {
          return true;
        }
      }
      if (!actors.isAdmitted(state)) {
        actors.mend(state);
        actors.later(state);
      }
    }
    return false;
  }

  /** The most rounds that were needed. */
  int most() {
    return most;
  }
}
