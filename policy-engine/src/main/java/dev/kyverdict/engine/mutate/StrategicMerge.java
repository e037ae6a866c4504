package dev.kyverdict.engine.mutate;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.chance.Choices;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Strategic merge patches as Kyverno applies them: conditions of the overlay are checked against
 * the object, then kyaml merges what is left of it ({@code
 * pkg/engine/mutate/patch/strategicMergePatch.go}).
 */
public final class StrategicMerge {

  private StrategicMerge() {}

  /**
   * Merges an overlay whose variables are substituted into an object.
   *
   * <p>Where a condition does not hold, nothing is merged; kyaml writes the lists that it knows to
   * be merged anew all the same, so that for instance a second element of one name disappears.
   *
   * @return the object as the next rule sees it, with whole numbers as int64; the same instance
   *     when nothing changed, so that the rule is skipped with {@code no patches applied}
   * @throws EvaluationException with Kyverno's text without the leading {@code failed to patch
   *     resource}
   */
  public static ObjectNode apply(JsonNode overlay, ObjectNode object) {
    return apply(overlay, object, Choices.FIRST);
  }

  /** The same, where {@code choices} decide which label a wildcard in a condition means. */
  static ObjectNode apply(JsonNode overlay, ObjectNode object, Choices choices) {
    Depth.check(overlay);
    Depth.check(object);
    JsonNode merged = MergeWalk.mergeRoot(MergeNode.of(object), settled(overlay, object, choices));
    if (GoDocument.same(merged, object)) {
      return object;
    }
    return Unstructured.of(merged) instanceof ObjectNode result
        ? result
        : JsonNodeFactory.instance.objectNode();
  }

  private static MergeNode settled(JsonNode overlay, ObjectNode object, Choices choices) {
    MergeNode patch = MergeNode.ofOverlay(overlay);
    try {
      new OverlayAnchors(choices).settle(patch, object);
      OverlayCleaning.clean(patch);
      return patch;
    } catch (OverlayAnchors.UnmetException unmet) {
      return MergeNode.of(JsonNodeFactory.instance.objectNode());
    } catch (EvaluationException invalid) {
      throw invalid.within("failed to preProcess rule");
    }
  }
}
