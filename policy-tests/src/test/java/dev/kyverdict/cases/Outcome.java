package dev.kyverdict.cases;

/** What becomes of a case. */
enum Outcome {
  /** It ends as the catalogue asks. */
  WON("won"),
  /** It ends otherwise. */
  LOST("lost"),
  /** There is no such form of it. */
  NONE("–");

  private final String text;

  Outcome(String text) {
    this.text = text;
  }

  static Outcome of(boolean won) {
    return won ? WON : LOST;
  }

  @Override
  public String toString() {
    return text;
  }
}
