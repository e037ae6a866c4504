package dev.kyverdict.conformance;

import dev.kyverdict.yaml.YamlReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the API server makes of a document by its CustomResourceDefinition: nulls and unknown fields
 * are pruned, defaults added. What is empty afterwards says nothing and is dropped, too.
 */
final class RoundTripCrd {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final JsonNode schema;

  private RoundTripCrd(JsonNode schema) {
    this.schema = schema;
  }

  /** The schema of a version in a file of a CustomResourceDefinition. */
  static RoundTripCrd of(Path file, String version) {
    JsonNode definition = YamlReader.read(file).getFirst().tree();
    return definition
        .path("spec")
        .path("versions")
        .valueStream()
        .filter(served -> served.path("name").asString().equals(version))
        .map(served -> new RoundTripCrd(served.path("schema").path("openAPIV3Schema")))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no version " + version + " in " + file));
  }

  /** A document as a cluster would hold it, without what only a cluster adds. */
  JsonNode normalised(JsonNode document) {
    ObjectNode copy = (ObjectNode) document.deepCopy();
    copy.remove("status");
    return stored(schema, copy);
  }

  private static JsonNode stored(JsonNode schema, JsonNode value) {
    return switch (value) {
      case ObjectNode object -> storedObject(schema, object);
      case ArrayNode array -> {
        ArrayNode items = JSON.arrayNode();
        array.forEach(item -> items.add(stored(schema.path("items"), item)));
        yield items;
      }
      default -> value;
    };
  }

  private static ObjectNode storedObject(JsonNode schema, ObjectNode object) {
    ObjectNode stored = JSON.objectNode();
    object.forEachEntry(
        (name, value) ->
            ofField(schema, name)
                .filter(field -> !value.isNull() || field.isEmpty())
                .map(field -> stored(field, value))
                .filter(result -> says(ofField(schema, name).orElseThrow(), result))
                .ifPresent(result -> stored.set(name, result)));
    schema
        .path("properties")
        .forEachEntry(
            (name, field) -> {
              if (field.has("default") && !stored.has(name)) {
                stored.set(name, field.get("default"));
              }
            });
    return stored;
  }

  /** The schema of a field; none when the API server prunes it. */
  private static Optional<JsonNode> ofField(JsonNode schema, String name) {
    return List.of(schema.path("properties").path(name), schema.path("additionalProperties"))
        .stream()
        .filter(JsonNode::isObject)
        .findFirst()
        .or(() -> isFree(schema) ? Optional.of(JSON.objectNode()) : Optional.empty());
  }

  /** Whether anything may stand below: nothing is known, or unknown fields are kept. */
  private static boolean isFree(JsonNode schema) {
    return schema.path("x-kubernetes-preserve-unknown-fields").asBoolean(false)
        || !schema.has("properties") && !schema.has("additionalProperties") && !schema.has("items");
  }

  private static boolean says(JsonNode schema, JsonNode value) {
    boolean typed = schema.has("type");
    return !(typed && value.isContainer() && value.isEmpty())
        && !(typed && value.isString() && value.stringValue().isEmpty());
  }
}
