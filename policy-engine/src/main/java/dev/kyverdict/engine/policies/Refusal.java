package dev.kyverdict.engine.policies;

/** Kyverno refuses the policy, and looks no further. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String text;

  Refusal(String text) {
    super(text, null, false, false);
    this.text = text;
  }

  /** Kyverno's words. */
  String text() {
    return text;
  }
}
