package dev.kyverdict.cluster.patch;

import dev.kyverdict.cluster.types.RefusedException;
import dev.kyverdict.cluster.types.ResourceType;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The patches of PATCH requests but for server-side apply. What cannot be applied is refused. */
public final class Patches {

  private static final List<String> CUSTOM =
      List.of(
          "application/json-patch+json",
          "application/merge-patch+json",
          "application/apply-patch+yaml",
          "application/apply-patch+cbor");

  private Patches() {}

  /** A JSON patch, RFC 6902, with the oddities of {@code evanphx/json-patch} version 4. */
  public static JsonNode json(JsonNode object, JsonNode patch) {
    return new JsonPatch(object).apply(patch);
  }

  /** A merge patch, RFC 7386. */
  public static JsonNode merge(JsonNode object, JsonNode patch) {
    if (patch.isArray()) {
      return patch;
    }
    if (!patch.isObject()) {
      throw RefusedException.badRequest("Invalid JSON Patch");
    }
    return MergePatch.merge(object, patch);
  }

  /** A strategic merge patch; custom resources do not take it. */
  public static JsonNode strategic(ResourceType type, JsonNode object, JsonNode patch) {
    if (type.custom().isPresent()) {
      throw RefusedException.unsupportedMediaType(CUSTOM);
    }
    return StrategicPatch.merge(type.shape(), object, patch);
  }
}
