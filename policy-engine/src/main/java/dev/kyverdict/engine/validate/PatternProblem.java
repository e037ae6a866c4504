package dev.kyverdict.engine.validate;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Why a part of a pattern does not fit. Basis: {@code pkg/engine/anchor/error.go}.
 *
 * @param path where
 * @param message Kyverno's text
 * @param source what found it
 */
record PatternProblem(String path, String message, Source source) {

  private static final String CONDITION = "conditional anchor mismatch";
  private static final String GLOBAL = "global anchor mismatch";
  private static final String NEGATION = "negation anchor matched in resource";

  /** What found a problem. */
  enum Source {
    CONDITION,
    GLOBAL,
    NEGATION,
    /** All parts of something were skipped. */
    SKIPPED,
    OTHER
  }

  static PatternProblem condition(String path, String message) {
    return new PatternProblem(path, CONDITION + ": " + message, Source.CONDITION);
  }

  static PatternProblem global(String path, String message) {
    return new PatternProblem(path, GLOBAL + ": " + message, Source.GLOBAL);
  }

  static PatternProblem negation(String path) {
    return new PatternProblem(path, NEGATION + ": " + path + " is not allowed", Source.NEGATION);
  }

  static PatternProblem skipped(String path, List<PatternProblem> problems) {
    return new PatternProblem(
        path,
        problems.stream().map(PatternProblem::message).collect(Collectors.joining("; ")),
        Source.SKIPPED);
  }

  static PatternProblem other(String path, String message) {
    return new PatternProblem(path, message, Source.OTHER);
  }

  /**
   * Whether the pattern does not apply. Problems that are passed on are told by their text, so that
   * a value of the object with such a text skips a pattern too, as upstream.
   */
  boolean skips() {
    return switch (source) {
      case CONDITION, GLOBAL -> true;
      case NEGATION -> false;
      case SKIPPED, OTHER -> message.contains(CONDITION) || message.contains(GLOBAL);
    };
  }

  /** Whether something is there that must not be. */
  boolean forbids() {
    return source == Source.NEGATION
        || ((source == Source.SKIPPED || source == Source.OTHER) && message.contains(NEGATION));
  }
}
