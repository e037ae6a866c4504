package dev.kyverdict.volsync;

import java.util.Arrays;
import java.util.Optional;

/** What a look-up that cannot be answered means for a claim. */
public enum Profile {
  /** The plan's behaviour, corrected: an unanswered look-up means that there is no backup. */
  AS_PLANNED("as-planned"),
  /** "Fresh" needs a live, authoritative "there is no backup"; unknown means deny. */
  SAFE("safe");

  private final String text;

  Profile(String text) {
    this.text = text;
  }

  /** The profile of this name. */
  public static Optional<Profile> named(String name) {
    return Arrays.stream(values()).filter(profile -> profile.text.equals(name)).findFirst();
  }

  /** The name, as on the command line and as a folder of {@code generated/}. */
  @Override
  public String toString() {
    return text;
  }
}
