package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.types.CustomType;
import dev.kyverdict.cluster.types.ResourceType;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Warnings about versions that are to go; they come with every answer. */
final class Deprecations {

  private Deprecations() {}

  static void warn(Call call, ResourceType type, World world) {
    Optional<String> definition = type.custom().map(CustomType::name);
    if (definition.isEmpty()) {
      builtIn(call, type);
      return;
    }
    JsonNode versions =
        world
            .store()
            .get(CustomResources.DEFINITIONS, "", definition.get())
            .map(it -> it.path("spec").path("versions"))
            .orElse(call.request().body().path("none"));
    for (JsonNode version : versions) {
      if (version.path("name").asString("").equals(type.version())
          && version.path("deprecated").asBoolean(false)) {
        call.warn(
            version
                .path("deprecationWarning")
                .asString(type.apiVersion() + " " + type.kind() + " is deprecated"));
      }
    }
  }

  private static void builtIn(Call call, ResourceType type) {
    switch (type.apiVersion() + "/" + type.plural()) {
      case "v1/endpoints" ->
          call.warn("v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice");
      case "v1/componentstatuses" -> call.warn("v1 ComponentStatus is deprecated in v1.19+");
      default -> {}
    }
  }
}
