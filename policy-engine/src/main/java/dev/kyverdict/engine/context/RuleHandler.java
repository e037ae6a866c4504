package dev.kyverdict.engine.context;

import dev.kyverdict.engine.RuleOutcome;
import tools.jackson.databind.JsonNode;

/** What a rule does with an object once it matches and its preconditions hold. */
public interface RuleHandler {

  /**
   * Does it.
   *
   * @param resource the object, as the rules before left it; null node when there is none
   */
  Handled process(PolicyContext context, JsonNode resource);

  /**
   * What came of it.
   *
   * @param resource the object afterwards. Kyverno hands on an <em>empty</em> one after a mutate
   *     rule erred ({@code pkg/engine/mutate/mutation.go}): a null node
   * @param outcome what the rule says
   */
  record Handled(JsonNode resource, RuleOutcome outcome) {}
}
