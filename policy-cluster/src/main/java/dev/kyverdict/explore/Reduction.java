package dev.kyverdict.explore;

/** What an exploration does not tell apart, because no invariant can. */
public enum Reduction {
  /**
   * Claims of one namespace that are equal but for their names, and namespaces whose claims are:
   * every step of one is a step of the other, and invariants speak of any claim.
   */
  SYMMETRY,
  /**
   * A claim that gets an empty volume has it at once, and its app has written at once. Whatever can
   * happen to a claim that waits or is empty can happen to one that holds something, with the same
   * decisions: nobody asks for the volume, and a backup of an empty volume leaves no trace.
   */
  EAGER_PODS,
  /**
   * Of a destination the annotation with the newest tag and the times of its syncs, as long as no
   * policy reads them: the pre-warm compares the annotation in order to write it, and nobody else
   * does; the times make no other admission.
   */
  UNREAD,
  /**
   * The end of a run of the pre-warm that has nothing left to do belongs to its last act: a run
   * that is over and one that is about to be differ only in what they can start next.
   */
  EAGER_END
}
