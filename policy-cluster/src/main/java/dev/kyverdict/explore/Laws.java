package dev.kyverdict.explore;

/**
 * By what the actors go.
 *
 * @param world the claims
 * @param admissions what the policies say
 * @param warmings what the pre-warm says
 * @param bound how far it goes
 * @param namespaces the number of each claim's namespace
 * @param owed what each claim is owed
 * @param notes whether a policy reads the annotation with the newest tag
 */
record Laws(
    SmallWorld world,
    Admissions admissions,
    Warmings warmings,
    Bound bound,
    int[] namespaces,
    Owed[] owed,
    boolean notes) {

  int claims() {
    return namespaces.length;
  }

  boolean has(Reduction reduction) {
    return bound.reductions().contains(reduction);
  }

  /** Whether a namespace gets the base Secret, and somebody asks for it. */
  boolean getsBase(int namespace) {
    return warmings.demandsBaseSecret() && world.hasBase(namespace);
  }

  boolean exists(long[] state, int claim) {
    return Common.exists(namespaces[claim]).is(state[0]);
  }

  boolean mayFail(long[] state, Harm harm) {
    return Common.FAULTS.of(state[0]) < bound.faults() && bound.harms().contains(harm);
  }

  boolean mayDelete(long[] state) {
    return Common.DELETIONS.of(state[0]) < bound.deletions();
  }

  /** One more fault. */
  static void fail(long[] state) {
    state[0] = Common.FAULTS.in(state[0], Common.FAULTS.of(state[0]) + 1);
  }

  /** One more deletion. */
  static void delete(long[] state) {
    state[0] = Common.DELETIONS.in(state[0], Common.DELETIONS.of(state[0]) + 1);
  }

  /** A claim has a volume with nothing in it. */
  long withVolume(long word) {
    return Claim.PHASE.in(word, has(Reduction.EAGER_PODS) ? Claim.DATA : Claim.EMPTY);
  }
}
