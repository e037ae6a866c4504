package dev.kyverdict.cluster.actor;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A watch event. Trees are never changed by whoever holds one.
 *
 * @param type what happened
 * @param object the object as it is now; of a deletion as it was last
 * @param before the object as it was
 */
public record Change(Type type, JsonNode object, Optional<JsonNode> before) {

  /** What happened. */
  public enum Type {
    /** It was created. */
    ADDED,
    /** It was changed. */
    MODIFIED,
    /** It is gone. */
    DELETED
  }
}
