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
  /** A claim that nobody labelled is denied or changed. */
  STRANGER_TOUCHED("no claim that was not labelled is denied or changed"),
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
