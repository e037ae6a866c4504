package dev.kyverdict.engine.validate;

/** What became of a pattern. */
public sealed interface PatternResult {

  /**
   * Whether Kyverno might as well have come to another result: it expands wildcards in names of
   * labels by the first that fits, in random order. Here that is the first by name.
   */
  boolean random();

  /**
   * The object fits.
   *
   * @param random see {@link PatternResult#random}
   */
  record Matched(boolean random) implements PatternResult {}

  /**
   * The pattern does not apply to the object.
   *
   * @param message why not
   * @param random see {@link PatternResult#random}
   */
  record Skipped(String message, boolean random) implements PatternResult {}

  /**
   * The object does not fit.
   *
   * @param message why not
   * @param path where
   * @param random see {@link PatternResult#random}
   */
  record Failed(String message, String path, boolean random) implements PatternResult {}

  /**
   * The object does not fit, and Kyverno does not know where.
   *
   * @param message why not
   * @param random see {@link PatternResult#random}
   */
  @SuppressWarnings("JavaLangClash")
  record Error(String message, boolean random) implements PatternResult {}
}
