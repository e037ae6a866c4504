package dev.kyverdict.testing;

import tools.jackson.databind.JsonNode;

/**
 * Which object is meant.
 *
 * @param apiVersion its version
 * @param kind its kind
 * @param namespace its namespace; empty for none
 * @param name its name
 */
record Name(String apiVersion, String kind, String namespace, String name) {

  static Name of(JsonNode object) {
    return new Name(
        object.path("apiVersion").asString(""),
        object.path("kind").asString(""),
        object.path("metadata").path("namespace").asString(""),
        Trees.name(object));
  }

  static Name of(String kind, String name, Kinds kinds) {
    int slash = name.indexOf('/');
    return new Name(
        kinds.apiVersion(kind),
        Kinds.bare(kind),
        slash < 0 ? "" : name.substring(0, slash),
        name.substring(slash + 1));
  }

  String title() {
    return Trees.title(kind, namespace, name);
  }
}
