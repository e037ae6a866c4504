package dev.kyverdict.cluster.kyverno;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which object ({@code ResourceSpec} in {@code api/kyverno/v1/resource_spec_types.go}).
 *
 * @param apiVersion {@code apiVersion}
 * @param kind {@code kind}
 * @param namespace {@code namespace}; empty when there is none
 * @param name {@code name}
 * @param uid {@code uid}; empty when it is not known
 */
public record ObjectRef(String apiVersion, String kind, String namespace, String name, String uid) {

  /** No object at all. */
  public static final ObjectRef NONE = new ObjectRef("", "", "", "", "");

  /** Of an object. */
  public static ObjectRef to(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return new ObjectRef(
        object.path("apiVersion").asString(""),
        object.path("kind").asString(""),
        metadata.path("namespace").asString(""),
        metadata.path("name").asString(""),
        metadata.path("uid").asString(""));
  }

  /** Reads what {@link #json} writes. */
  public static ObjectRef of(JsonNode json) {
    return new ObjectRef(
        json.path("apiVersion").asString(""),
        json.path("kind").asString(""),
        json.path("namespace").asString(""),
        json.path("name").asString(""),
        json.path("uid").asString(""));
  }

  /** The same in JSON; what is empty is left out. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    put(json, "apiVersion", apiVersion);
    put(json, "kind", kind);
    put(json, "namespace", namespace);
    put(json, "name", name);
    put(json, "uid", uid);
    return json;
  }

  private static void put(ObjectNode json, String key, String value) {
    if (!value.isEmpty()) {
      json.put(key, value);
    }
  }

  /** As {@code Kind namespace/name}, or {@code Kind name} of what is in no namespace. */
  @Override
  public String toString() {
    return kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
  }
}
