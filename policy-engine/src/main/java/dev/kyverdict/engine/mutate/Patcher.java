package dev.kyverdict.engine.mutate;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.chance.Choices;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Applies the patch of a substituted rule: a strategic merge when there is one, else the JSON patch
 * ({@code pkg/engine/mutate/mutation.go}).
 */
final class Patcher {

  private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

  private final String writtenText;
  private final Optional<JsonPatch> parsed;

  /**
   * For the patch as the policy writes it.
   *
   * @param patch the tree that holds {@code patchStrategicMerge} or {@code patchesJson6902}
   */
  Patcher(JsonNode patch) {
    writtenText = patch.path("patchesJson6902").asString("");
    parsed =
        writtenText.isEmpty() || writtenText.contains("{{") || writtenText.contains("$(")
            ? Optional.empty()
            : parsed(writtenText);
  }

  private static Optional<JsonPatch> parsed(String text) {
    try {
      return Optional.of(JsonPatch.parse(text));
    } catch (EvaluationException invalid) {
      return Optional.empty();
    }
  }

  /**
   * Patches an object.
   *
   * @param patch the substituted patch
   * @param resource the object; null node when there is none
   * @param choices decide which label a wildcard in a condition means
   * @return the patched object, empty when nothing was changed
   * @throws EvaluationException with Kyverno's text when it cannot be patched
   */
  Optional<JsonNode> patch(JsonNode patch, JsonNode resource, Choices choices) {
    ObjectNode object = resource instanceof ObjectNode there ? there : NOTHING;
    JsonNode overlay = patch.path("patchStrategicMerge");
    JsonNode text = patch.path("patchesJson6902");
    boolean changed;
    JsonNode patched;
    if (!overlay.isMissingNode() && !(overlay instanceof NullNode)) {
      patched = merge(overlay, object, choices);
      changed = patched != object || object == NOTHING;
    } else if (text instanceof StringNode && !text.asString().isEmpty()) {
      JsonPatch.Result result = apply(text.asString(), object);
      patched = result.object();
      changed = result.rewritten();
    } else {
      throw new EvaluationException("empty mutate rule");
    }
    if (!changed) {
      return Optional.empty();
    }
    Unstructured.requireKind(patched);
    return Optional.of(patched);
  }

  private static JsonNode merge(JsonNode overlay, ObjectNode object, Choices choices) {
    try {
      return StrategicMerge.apply(overlay, object, choices);
    } catch (EvaluationException failed) {
      throw failed.within("failed to patch resource");
    }
  }

  private JsonPatch.Result apply(String text, ObjectNode object) {
    try {
      JsonPatch patch =
          parsed.isPresent() && text.equals(writtenText) ? parsed.get() : JsonPatch.parse(text);
      return object == NOTHING ? patch.applyToNothing() : patch.applyTo(object);
    } catch (EvaluationException failed) {
      throw failed.within("failed to patch resource");
    }
  }
}
