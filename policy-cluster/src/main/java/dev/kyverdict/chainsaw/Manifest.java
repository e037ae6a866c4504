package dev.kyverdict.chainsaw;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What an object says of itself. */
final class Manifest {

  private Manifest() {}

  static String version(JsonNode object) {
    return object.path("apiVersion").asString("");
  }

  static String kind(JsonNode object) {
    return object.path("kind").asString("");
  }

  static String name(JsonNode object) {
    return object.path("metadata").path("name").asString("");
  }

  static String namespace(JsonNode object) {
    return object.path("metadata").path("namespace").asString("");
  }

  /** A copy with other metadata; an empty text takes a field away. */
  static ObjectNode with(JsonNode object, Map<String, String> metadata) {
    ObjectNode copy = object.deepCopy().asObject();
    ObjectNode meta = copy.withObject("/metadata");
    metadata.forEach(meta::put);
    return copy;
  }

  /** The same with version and kind, which the items of a list lack. */
  static JsonNode typed(JsonNode object, String version, String kind) {
    if (object.has("kind")) {
      return object;
    }
    ObjectNode typed = JsonNodeFactory.instance.objectNode();
    typed.put("apiVersion", version).put("kind", kind);
    object.properties().forEach(entry -> typed.set(entry.getKey(), entry.getValue()));
    return typed;
  }

  /** Version, kind, namespace and name, as chainsaw writes them. */
  static String title(JsonNode object) {
    String name = name(object).isEmpty() ? "*" : name(object);
    String space = namespace(object).isEmpty() ? "" : namespace(object) + "/";
    return version(object) + "/" + kind(object) + "/" + space + name;
  }
}
