package dev.kyverdict.engine.generate;

import tools.jackson.databind.JsonNode;

/**
 * What is to be made: {@code apiVersion}, {@code kind}, {@code namespace} and {@code name} of a
 * generate rule, substituted.
 */
record Target(String apiVersion, String kind, String namespace, String name) {

  static Target of(JsonNode pattern) {
    return new Target(
        pattern.path("apiVersion").asString(""),
        pattern.path("kind").asString(""),
        pattern.path("namespace").asString(""),
        pattern.path("name").asString(""));
  }

  static Target ofObject(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return new Target(
        object.path("apiVersion").asString(""),
        object.path("kind").asString(""),
        metadata.path("namespace").asString(""),
        metadata.path("name").asString(""));
  }

  /** Whether it is of a kind, in a namespace or, with an empty one, anywhere. */
  boolean isOf(String version, String ofKind, String inNamespace) {
    return apiVersion.equals(version)
        && kind.equals(ofKind)
        && (inNamespace.isEmpty() || namespace.equals(inNamespace));
  }

  @Override
  public String toString() {
    return String.join("/", apiVersion, kind, namespace, name);
  }
}
