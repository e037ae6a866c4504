package dev.kyverdict.explore;

import dev.kyverdict.world.batch.PreWarmDecisions;
import dev.kyverdict.world.safety.Promise;

/** All actors of a small world. */
final class Actors {

  private final Laws laws;
  private final Deploying deploying;
  private final Working working;
  private final Warming warming;
  private final Passing passing;

  Actors(Laws laws) {
    this.laws = laws;
    this.deploying = new Deploying(laws);
    this.working = new Working(laws);
    this.warming = new Warming(laws);
    this.passing = new Passing(warming);
  }

  /** With what the manifests say. */
  static Laws laws(Policies policies, SmallWorld world, Bound bound) {
    PreWarmDecisions preWarm = PreWarmDecisions.of(policies.preWarm());
    Concrete concrete = new Concrete(world, preWarm);
    Admissions admissions =
        new Admissions(
            world,
            policies.policies(),
            concrete,
            !bound.reductions().contains(Reduction.UNREAD) || policies.mention("lastSync"));
    Warmings warmings = new Warmings(world, preWarm, concrete);
    int[] namespaces = new int[world.claims().size()];
    Owed[] owed = new Owed[namespaces.length];
    for (int i = 0; i < namespaces.length; i++) {
      namespaces[i] = world.namespaceOf(i);
      owed[i] = Owed.of(world.claims().get(i), Promise.PLAN);
    }
    boolean notes = policies.mention("volsync.backup/newest");
    return new Laws(world, admissions, warmings, bound, namespaces, owed, notes);
  }

  /** Every step that is possible. */
  void steps(long[] state, Out out) {
    deploying.steps(state, out);
    working.steps(state, out);
    warming.steps(state, out);
    passing.steps(state, out);
  }

  /** How a world begins. */
  long[] beginning(SmallWorld.Beginning beginning) {
    long[] state = new long[laws.claims() + 1];
    if (beginning != SmallWorld.Beginning.NEW) {
      for (int i = 1; i < state.length; i++) {
        state[i] = Claim.age(1).in(Claim.SNAPSHOTS.in(0, 1), 3);
      }
    }
    if (beginning == SmallWorld.Beginning.KNOWN) {
      state[0] = Common.CATALOGUE.in(state[0], 1);
      for (int i = 1; i < state.length; i++) {
        state[i] = Claim.ENTRY.in(state[i], 1);
      }
    }
    return state;
  }

  /** Whether every claim that Argo CD has is there, but for those that no catalogue can list. */
  boolean isAdmitted(long[] state) {
    for (int i = 0; i < laws.claims(); i++) {
      boolean wanted = Common.wanted(laws.namespaces()[i]).is(state[0]);
      if (wanted && !Claim.PHASE.is(state[i + 1]) && laws.owed()[i] != Owed.UNLISTED) {
        return false;
      }
    }
    return true;
  }

  /** One round in which each actor does all it can, then the pre-warm runs, then time passes. */
  void round(long[] state) {
    while (Common.RUN.is(state[0])) {
      runOn(state);
    }
    work(state);
    warming.begun(state);
    while (Common.RUN.is(state[0])) {
      runOn(state);
    }
    work(state);
  }

  /** Somebody deletes what the message of a denial complains about. */
  void mend(long[] state) {
    for (int i = 1; i < state.length; i++) {
      if (!Claim.PHASE.is(state[i]) && Claim.isOdd(state[i])) {
        state[i] &= ~Claim.destination(-1);
      }
    }
  }

  /** Time passes. */
  void later(long[] state) {
    passing.later(state);
  }

  private void runOn(long[] state) {
    switch (Common.RUN.of(state[0])) {
      case Common.BEGUN -> warming.listed(state);
      case Common.LISTED -> warming.published(state);
      default -> {
        warm(state, Claim.TO_LOOK, Claim.TO_ACT);
        work(state);
        warm(state, Claim.WAITS, Claim.TO_ACT);
        warming.ended(state);
      }
    }
  }

  private void warm(long[] state, int looked, int acted) {
    for (int i = 0; i < laws.claims(); i++) {
      if (Claim.WARM.of(state[i + 1]) == looked) {
        warming.looked(state, i);
      }
      if (Claim.WARM.of(state[i + 1]) == acted) {
        warming.acted(state, i);
      }
    }
  }

  private void work(long[] state) {
    for (int i = 0; i < laws.world().namespaces().size(); i++) {
      boolean base = Common.exists(i).is(state[0]) && laws.getsBase(i);
      state[0] = base ? Common.base(i).in(state[0], 1) : state[0];
    }
    for (int i = 0; i < laws.claims(); i++) {
      state[i + 1] = worked(state[i + 1]);
      boolean wanted = Common.wanted(laws.namespaces()[i]).is(state[0]);
      if (wanted && !Claim.PHASE.is(state[i + 1])) {
        Outcome outcome = laws.admissions().truth(i, state[0], state[i + 1]);
        if (outcome.allowed()) {
          deploying.created(state, i, outcome);
          state[i + 1] = worked(state[i + 1]);
        }
      }
    }
  }

  private long worked(long before) {
    long word = Claim.TO_MAKE.is(before) ? working.generated(before) : before;
    word = Claim.BACKUP.is(word) ? Working.saved(word) : word;
    word = Claim.SOURCES.of(word) == Claim.ORPHAN ? Working.collected(word) : word;
    word = Claim.SECRETS.of(word) == Claim.SECRET_PENDING ? Working.secret(word) : word;
    if (Claim.DESTINATION.is(word)) {
      word = synced(word);
    }
    return switch (Claim.PHASE.of(word)) {
      case Claim.PENDING -> laws.withVolume(word);
      case Claim.RESTORING -> Judge.isRestorable(word) ? working.populated(word) : word;
      default -> word;
    };
  }

  private static long synced(long before) {
    long word = before;
    if (Claim.SYNC.of(word) == Claim.READ) {
      word = Working.synced(word);
    }
    if (Claim.SYNC.of(word) == Claim.RESTS && Working.isDue(word)) {
      word = Working.begun(word);
    }
    boolean able = Claim.SECRETS.of(word) == Claim.SECRET;
    return able && Claim.SYNC.of(word) == Claim.STARTED ? Working.synced(Working.read(word)) : word;
  }
}
