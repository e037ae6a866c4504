package dev.kyverdict.explore;

/** What may go wrong on a path, as far as its bound allows faults. */
public enum Harm {
  /** The API fails a look-up of an admission, or all of them, or Kyverno is down. */
  LOOKUPS,
  /** Background work is lost, or the pre-warm or a part of it fails. */
  WORK,
  /**
   * What succeeds and is odd: a catalogue that is dated ahead, a repository that turns out to be
   * empty, a destination in another size, an image that is a claim or has no name yet, a mover
   * whose log could not be read.
   */
  ODDITIES,
  /** S3 answers with an empty listing although it holds backups. */
  LIES
}
