package dev.kyverdict.chainsaw;

import dev.kyverdict.yaml.Place;

/** A file of a test that says something chainsaw does not understand. */
public final class UnreadableTestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Names the place.
   *
   * @param repair what to do about it
   */
  UnreadableTestException(Place place, String problem, String repair) {
    super(place + ": " + problem + (repair.isEmpty() ? "" : "; " + repair));
  }

  /** A file that cannot be read at all. */
  UnreadableTestException(String message) {
    super(message);
  }

  /** {@code file:line:column: problem; repair}. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
