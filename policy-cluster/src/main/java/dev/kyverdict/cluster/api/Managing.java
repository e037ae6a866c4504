package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.patch.Ownership;
import dev.kyverdict.cluster.types.ResourceType;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Who owns the fields of objects that were ever applied, or created by a manager that names itself;
 * of others nobody takes note.
 */
final class Managing {

  private static final String SOMEBODY = "unknown";

  private Managing() {}

  /** An object that is made, with its manager. */
  static JsonNode created(Call call, ResourceType type, JsonNode object, Instant now) {
    String manager = call.query("fieldManager");
    return manager.isEmpty()
        ? object
        : Ownership.updated(type, "", MissingNode.getInstance(), object, manager, now);
  }

  /** An object that replaces another, with its managers. */
  static JsonNode updated(
      Call call, ResourceType type, JsonNode existing, JsonNode object, Instant now) {
    if (managers(existing).isEmpty() && managers(object).isEmpty()) {
      return object;
    }
    String manager = call.query("fieldManager");
    return Ownership.updated(
        type,
        call.path().subresource(),
        existing,
        object,
        manager.isEmpty() ? SOMEBODY : manager,
        now);
  }

  private static JsonNode managers(JsonNode object) {
    return object.path("metadata").path("managedFields");
  }
}
