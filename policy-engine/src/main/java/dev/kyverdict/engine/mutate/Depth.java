package dev.kyverdict.engine.mutate;

import dev.kyverdict.engine.EvaluationException;
import tools.jackson.databind.JsonNode;

/** How deep trees may be nested: Go's limit of 10,000 levels is out of reach of Java's stack. */
final class Depth {

  static final int MAX = 500;

  private Depth() {}

  /**
   * The level below this one.
   *
   * @throws EvaluationException when that is too deep
   */
  static int below(int level) {
    if (level >= MAX) {
      throw new EvaluationException("exceeded max depth");
    }
    return level + 1;
  }

  /**
   * Looks how deep a tree is.
   *
   * @throws EvaluationException when it is too deep
   */
  static void check(JsonNode tree) {
    check(tree, 0);
  }

  private static void check(JsonNode tree, int level) {
    int below = below(level);
    for (JsonNode child : tree) {
      if (child.isContainer()) {
        check(child, below);
      }
    }
  }
}
