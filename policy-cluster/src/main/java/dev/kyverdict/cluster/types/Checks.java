package dev.kyverdict.cluster.types;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Checks objects before they are stored, and says all that is wrong at once. */
final class Checks {

  private Checks() {}

  static void create(ResourceType type, JsonNode object) {
    List<FieldError> errors = new ArrayList<>(MetadataChecks.create(type, object));
    errors.addAll(
        type.custom().isPresent()
            ? CustomChecks.create(type, object)
            : KindChecks.create(type, object));
    refuse(type, object, errors);
  }

  static void update(ResourceType type, String subresource, JsonNode object, JsonNode old) {
    List<FieldError> errors = new ArrayList<>(MetadataChecks.update(object, old));
    if (type.custom().isPresent()) {
      errors.addAll(CustomChecks.update(type, subresource, object, old));
    } else if (subresource.isEmpty()) {
      errors.addAll(KindChecks.update(type, object, old));
    } else if (subresource.equals("status")) {
      errors.addAll(KindChecks.updateStatus(type, object));
    }
    refuse(type, object, errors);
  }

  private static void refuse(ResourceType type, JsonNode object, List<FieldError> errors) {
    if (!errors.isEmpty()) {
      String name = object.path("metadata").path("name").asString("");
      throw RefusedException.invalid(type, name, errors);
    }
  }
}
