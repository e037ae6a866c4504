package dev.kyverdict.engine.generate;

import tools.jackson.databind.JsonNode;

/**
 * An object that is made or looked for.
 *
 * @param apiVersion its {@code apiVersion}
 * @param kind its {@code kind}
 * @param namespace empty for none
 * @param name its name
 */
public record Target(String apiVersion, String kind, String namespace, String name) {

  /** Of a substituted pattern of a generate rule. */
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
