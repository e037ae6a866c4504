package dev.kyverdict.values;

import java.util.ArrayDeque;
import java.util.Deque;
import tools.jackson.databind.JsonNode;

/** What a tree may be like so that whoever walks it may recurse and calculate. */
public final class TreeLimits {

  /** The deepest nesting that is taken. Kubernetes' objects stay below 100. */
  public static final int MAX_DEPTH = 1_000;

  private record Level(JsonNode node, int depth) {}

  private TreeLimits() {}

  /**
   * Checks a tree.
   *
   * @param what how the message calls it
   * @throws IllegalArgumentException when it is nested too deep or holds a number that JSON does
   *     not know
   */
  public static void check(String what, JsonNode tree) {
    if (!tree.isContainer()) {
      checkNumber(what, tree);
      return;
    }
    Deque<Level> open = new ArrayDeque<>();
    open.push(new Level(tree, 1));
    while (!open.isEmpty()) {
      Level level = open.pop();
      if (level.depth() > MAX_DEPTH) {
        throw new IllegalArgumentException(
            what + ": is nested deeper than " + MAX_DEPTH + " levels; make it flatter");
      }
      for (JsonNode child : level.node()) {
        if (child.isContainer()) {
          open.push(new Level(child, level.depth() + 1));
        } else {
          checkNumber(what, child);
        }
      }
    }
  }

  private static void checkNumber(String what, JsonNode node) {
    if (node.isNumber() && !Double.isFinite(node.doubleValue())) {
      throw new IllegalArgumentException(
          what + ": holds a number that is out of range; use one below 1.8e308");
    }
  }
}
