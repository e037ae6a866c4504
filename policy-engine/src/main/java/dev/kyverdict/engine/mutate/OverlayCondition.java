package dev.kyverdict.engine.mutate;

import dev.kyverdict.engine.chance.Choices;
import dev.kyverdict.engine.validate.PatternResult;
import dev.kyverdict.engine.validate.Patterns;
import dev.kyverdict.values.GoNumbers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** The sub-pattern of a condition in an overlay. */
final class OverlayCondition {

  private OverlayCondition() {}

  /** Whether a value of the object satisfies it; scalars are compared as text, even numbers. */
  static boolean holds(JsonNode pattern, JsonNode value, Choices choices) {
    return Patterns.match(comparable(pattern), comparable(value), choices)
        instanceof PatternResult.Matched;
  }

  private static JsonNode comparable(JsonNode tree) {
    return tree.isContainer()
        ? GoNumbers.floats(tree)
        : StringNode.valueOf(MergeNode.of(tree).text());
  }
}
