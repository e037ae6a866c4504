package dev.kyverdict.explore;

/** Argo CD, and who deletes: namespaces and claims come and go. */
final class Deploying {

  private final Laws laws;
  private final Judge judge;

  Deploying(Laws laws) {
    this.laws = laws;
    this.judge = new Judge(laws);
  }

  void steps(long[] state, Out out) {
    for (int i = 0; i < laws.world().namespaces().size(); i++) {
      namespace(state, i, out);
    }
    for (int i = 0; i < laws.claims(); i++) {
      claim(state, i, out);
    }
    if (laws.mayDelete(state)) {
      rebuild(state, out);
    }
  }

  private void namespace(long[] state, int namespace, Out out) {
    Field wanted = Common.wanted(namespace);
    Field exists = Common.exists(namespace);
    if (!wanted.is(state[0])) {
      long[] next = out.copy(state);
      next[0] = exists.in(wanted.in(next[0], 1), 1);
      out.step(Deed.DEPLOY.code(namespace, 0), next);
    }
    Field base = Common.base(namespace);
    if (exists.is(state[0]) && !base.is(state[0]) && laws.getsBase(namespace)) {
      long[] next = out.copy(state);
      next[0] = base.in(next[0], 1);
      out.step(Deed.BASE_SECRET.code(namespace, 0), next);
    }
    if (wanted.is(state[0]) && laws.mayDelete(state)) {
      long[] next = out.copy(state);
      next[0] = wanted.in(exists.in(base.in(next[0], 0), 0), 0);
      Laws.delete(next);
      for (int i = 0; i < laws.claims(); i++) {
        if (laws.namespaces()[i] == namespace) {
          next[i + 1] = Claim.withoutNamespace(next[i + 1]);
        }
      }
      out.step(Deed.DELETE_APP.code(namespace, 0), next);
    }
  }

  private void claim(long[] state, int claim, Out out) {
    boolean there = Claim.PHASE.is(state[claim + 1]);
    if (!there && Common.wanted(laws.namespaces()[claim]).is(state[0])) {
      create(state, claim, out);
    }
    if (there && laws.owed()[claim].isBackedUp()) {
      touch(state, claim, out);
    }
    if (there && laws.mayDelete(state)) {
      delete(state, claim, out);
    }
  }

  /** What somebody else writes into a claim is none of the policies' business. */
  private void touch(long[] state, int claim, Out out) {
    boolean names = Claim.PHASE.of(state[claim + 1]) == Claim.RESTORING;
    if (laws.admissions().refusesChange(claim, state[0], state[claim + 1], names)) {
      out.broken(Invariant.CHANGE_REFUSED, claim, Deed.TOUCH.code(claim, 0));
    }
  }

  private void create(long[] state, int claim, Out out) {
    Outcome truth = laws.admissions().truth(claim, state[0], state[claim + 1]);
    int code = Deed.CREATE.code(claim, 0);
    judge.created(state, claim, truth, code, out);
    if (truth.allowed()) {
      out.step(code, created(out.copy(state), claim, truth));
    }
    if (laws.mayFail(state, Harm.LOOKUPS)) {
      int way = 0;
      for (Outcome struck : laws.admissions().struck(claim, state[0], state[claim + 1])) {
        way++;
        int other = Deed.CREATE.code(claim, way);
        judge.created(state, claim, struck, other, out);
        if (struck.allowed()) {
          long[] next = created(out.copy(state), claim, struck);
          Laws.fail(next);
          out.step(other, next);
        }
      }
    }
  }

  /** The claim is there. */
  long[] created(long[] next, int claim, Outcome outcome) {
    long word = Claim.TO_MAKE.in(next[claim + 1], outcome.makes());
    if (outcome.names()) {
      word = Claim.PHASE.in(word, Claim.RESTORING);
      word = Claim.MUST.in(word, Judge.restores(next[0], word));
    } else if (laws.has(Reduction.EAGER_PODS)) {
      word = laws.withVolume(word);
    } else {
      word = Claim.PHASE.in(word, Claim.PENDING);
    }
    next[claim + 1] = word;
    return next;
  }

  private void delete(long[] state, int claim, Out out) {
    long[] next = out.copy(state);
    long word = Claim.PHASE.in(next[claim + 1], Claim.ABSENT);
    word = Claim.TO_MAKE.in(Claim.MUST.in(word, 0), 0);
    int code = Deed.DELETE_CLAIM.code(claim, 0);
    if (Claim.SOURCES.of(word) == Claim.SOURCE && laws.admissions().sourceDies()) {
      word = Claim.SOURCES.in(word, Claim.ORPHAN);
    } else if (Claim.SOURCES.of(word) == Claim.SOURCE) {
      out.broken(Invariant.SOURCE_STAYS, claim, code);
    }
    if (Claim.SECRET_DIES.is(word)) {
      if (Claim.DESTINATION.is(word)) {
        out.broken(Invariant.SECRET_TAKEN, claim, code);
      }
      word = Claim.SECRET_DIES.in(Claim.SECRETS.in(word, Claim.NO_SECRET), 0);
    }
    next[claim + 1] = word;
    Laws.delete(next);
    out.step(code, next);
  }

  private void rebuild(long[] state, Out out) {
    long[] next = out.copy(state);
    long counts = Common.FAULTS.in(0, Common.FAULTS.of(state[0]));
    next[0] = Common.DELETIONS.in(counts, Common.DELETIONS.of(state[0]));
    Laws.delete(next);
    for (int i = 1; i < next.length; i++) {
      next[i] = Claim.outlives(next[i]);
    }
    out.step(Deed.REBUILD.code(0, 0), next);
  }
}
