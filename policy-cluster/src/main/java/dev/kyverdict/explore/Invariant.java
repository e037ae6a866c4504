package dev.kyverdict.explore;

/** What holds after every step. */
public enum Invariant {
  /** A claim is denied by an error although every call of the policies was answered well. */
  DENIED_BY_ERROR("no claim is denied by an error while every call is answered well"),
  /**
   * A claim without any backup is denied although there was no fault and the catalogue is fresh.
   */
  NEW_CLAIM_DENIED("a claim without a backup is admitted while nothing fails"),
  /** A claim names a destination that has no image to restore from. */
  NAMES_NO_IMAGE("no claim names a destination without an image"),
  /** A claim is given an image that holds nothing. */
  GIVEN_AN_EMPTY_IMAGE("no claim is given an image that holds nothing"),
  /** A claim starts empty over a backup that is known, or should be. */
  STARTS_EMPTY("no claim starts empty over a backup that is or should be listed"),
  /** A claim gets older data than a backup that is known, or should be. */
  RESTORED_TOO_OLD("no claim gets older data than a backup that is or should be listed"),
  /** Kyverno deletes a Secret that a destination needs. */
  SECRET_TAKEN("no destination loses its Secret with a claim"),
  /** A claim is given an image of another size than its own, with which it is never bound. */
  GIVEN_ANOTHER_SIZE("no claim is given an image of another size"),
  /** A claim that takes no part is denied or changed, or something is made for it. */
  STRANGER_TOUCHED("no claim that takes no part is denied, changed or given anything"),
  /**
   * A claim is denied or changed whose owner has said what it is: not to be restored, made from
   * another source or for a volume, or without a name and so without a backup.
   */
  OWNER_OVERRULED("what the owner of a claim has said is done, while nothing fails"),
  /** A claim that is there cannot be changed any more, or is changed along the way. */
  CHANGE_REFUSED("a claim that is there can be changed, and changes by nothing else"),
  /** Kyverno makes no source, or no Secret for it, for a claim that is admitted. */
  NOT_BACKED_UP("for every claim that takes part a source and its Secret are made"),
  /** A source stays whose claim is gone. */
  SOURCE_STAYS("a source goes with its claim"),
  /** With all actors at work and no fault a claim is not admitted in time. */
  NEVER_ADMITTED("every claim is admitted within the stated number of fair rounds");

  private final String words;

  Invariant(String words) {
    this.words = words;
  }

  /** In words. */
  public String words() {
    return words;
  }
}
