package dev.kyverdict.engine;

/** The parts of Kyverno's work on a request. */
public enum Phase {
  /** The mutating webhook. */
  MUTATE("mutate"),
  /** The validating webhook. */
  VALIDATE("validate"),
  /** The checks whether generate and mutate-existing rules have work to do. */
  BACKGROUND("background");

  private final String text;

  Phase(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
