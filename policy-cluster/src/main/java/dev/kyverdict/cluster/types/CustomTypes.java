package dev.kyverdict.cluster.types;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Makes resources of a CustomResourceDefinition. */
final class CustomTypes {

  private static final String ALL = "cdDglpuw";

  private CustomTypes() {}

  /** The versions that a definition serves, in the order of the definition. */
  static List<ResourceType> of(JsonNode definition) {
    List<ResourceType> types = new ArrayList<>();
    for (JsonNode version : definition.path("spec").path("versions")) {
      if (version.path("served").asBoolean(false)) {
        types.add(type(definition, version));
      }
    }
    return types;
  }

  private static ResourceType type(JsonNode definition, JsonNode version) {
    JsonNode spec = definition.path("spec");
    JsonNode names = spec.path("names");
    String kind = names.path("kind").asString("");
    JsonNode schema = version.path("schema").path("openAPIV3Schema");
    JsonNode parts = version.path("subresources");
    CustomType custom =
        new CustomType(
            definition.path("metadata").path("name").asString(""),
            names.path("listKind").asString(kind + "List"),
            storageVersion(spec),
            schema,
            deprecation(spec, version, kind),
            parts.path("scale"));
    return new ResourceType(
        spec.path("group").asString(""),
        version.path("name").asString(""),
        kind,
        names.path("plural").asString(""),
        names.path("singular").asString(kind.toLowerCase(Locale.ROOT)),
        spec.path("scope").asString("").equals("Namespaced"),
        BuiltInTypes.verbs(ALL),
        strings(names.path("shortNames")),
        strings(names.path("categories")),
        subresources(spec.path("group").asString(""), version, kind, parts),
        CustomShapes.root(schema),
        Optional.of(custom));
  }

  private static String deprecation(JsonNode spec, JsonNode version, String kind) {
    if (!version.path("deprecated").asBoolean(false)) {
      return "";
    }
    return version
        .path("deprecationWarning")
        .asString(
            "%s/%s %s is deprecated"
                .formatted(
                    spec.path("group").asString(""), version.path("name").asString(""), kind));
  }

  private static String storageVersion(JsonNode spec) {
    for (JsonNode version : spec.path("versions")) {
      if (version.path("storage").asBoolean(false)) {
        return version.path("name").asString("");
      }
    }
    return "";
  }

  private static Map<String, Subresource> subresources(
      String group, JsonNode version, String kind, JsonNode parts) {
    Map<String, Subresource> all = new LinkedHashMap<>();
    if (parts.has("status")) {
      String name = version.path("name").asString("");
      all.put("status", new Subresource("status", BuiltInTypes.verbs("gpu"), group, name, kind));
    }
    if (parts.has("scale")) {
      all.put(
          "scale",
          new Subresource("scale", BuiltInTypes.verbs("gpu"), "autoscaling", "v1", "Scale"));
    }
    return all;
  }

  private static List<String> strings(JsonNode list) {
    List<String> strings = new ArrayList<>();
    list.forEach(item -> strings.add(item.asString("")));
    return strings;
  }
}
