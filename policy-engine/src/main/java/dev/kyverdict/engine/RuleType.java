package dev.kyverdict.engine;

/** What a rule does, in Kyverno's words. */
public enum RuleType {
  /** {@code mutate}. */
  MUTATION("Mutation"),
  /** {@code validate}. */
  VALIDATION("Validation"),
  /** {@code generate}. */
  GENERATION("Generation"),
  /** {@code verifyImages}. */
  IMAGE_VERIFY("ImageVerify");

  private final String text;

  RuleType(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
