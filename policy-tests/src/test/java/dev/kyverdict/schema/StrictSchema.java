package dev.kyverdict.schema;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A schema of Kubernetes as a JSON schema that takes an unknown field for an error. */
final class StrictSchema {

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);

  private final JsonNode structural;
  private final ObjectNode strict;
  private final Schema schema;

  private StrictSchema(JsonNode structural, ObjectNode strict) {
    this.structural = structural;
    this.strict = strict;
    this.schema = REGISTRY.getSchema(strict);
  }

  /** The schema of a CustomResourceDefinition's version. */
  static StrictSchema ofCustomResource(JsonNode openApi) {
    ObjectNode strict = (ObjectNode) strict(openApi);
    ObjectNode properties = strict.withObject("/properties");
    // the API server adds these three to every custom resource
    properties.set("metadata", JsonNodeFactory.instance.objectNode().put("type", "object"));
    properties.set("apiVersion", JsonNodeFactory.instance.objectNode().put("type", "string"));
    properties.set("kind", JsonNodeFactory.instance.objectNode().put("type", "string"));
    return new StrictSchema(openApi, strict);
  }

  /** The schema of a built-in kind, which refers to its siblings. */
  static StrictSchema ofBuiltin(String definition, JsonNode strictDefinitions) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("$ref", "#/definitions/" + definition);
    root.set("definitions", strictDefinitions);
    return new StrictSchema(JsonNodeFactory.instance.objectNode(), root);
  }

  /** The schema as JSON, for other validators. */
  String text() {
    return strict.toString();
  }

  /** What is wrong with an object; nothing when it is valid. */
  List<String> problems(JsonNode object) {
    return schema.validate(object).stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  /** The object as the API server would store it: with the schema's defaults. */
  JsonNode defaulted(JsonNode object) {
    JsonNode copy = object.deepCopy();
    setDefaults(structural, copy);
    return copy;
  }

  private static void setDefaults(JsonNode schema, JsonNode value) {
    if (value instanceof ObjectNode map) {
      for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
        JsonNode standard = property.getValue().path("default");
        if (!map.has(property.getKey()) && !standard.isMissingNode()) {
          map.set(property.getKey(), standard.deepCopy());
        }
        setDefaults(property.getValue(), map.path(property.getKey()));
      }
      JsonNode additional = schema.path("additionalProperties");
      if (additional.isObject()) {
        map.valueStream().forEach(entry -> setDefaults(additional, entry));
      }
    } else if (value instanceof ArrayNode list) {
      list.forEach(item -> setDefaults(schema.path("items"), item));
    }
  }

  /** Kubernetes' dialect to JSON schema, unknown fields forbidden. */
  static JsonNode strict(JsonNode schema) {
    return switch (schema) {
      case ObjectNode map -> strictObject(map);
      case ArrayNode list -> {
        ArrayNode copy = JsonNodeFactory.instance.arrayNode();
        list.forEach(item -> copy.add(strict(item)));
        yield copy;
      }
      default -> schema;
    };
  }

  private static ObjectNode strictObject(ObjectNode schema) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : schema.properties()) {
      switch (entry.getKey()) {
        // a property of this name is a schema; the keyword is a value to be kept as it is
        case "default", "description", "example", "externalDocs", "format", "nullable" -> {}
        case "properties", "definitions" -> {
          ObjectNode members = copy.putObject(entry.getKey());
          entry
              .getValue()
              .properties()
              .forEach(member -> members.set(member.getKey(), strict(member.getValue())));
        }
        case "enum", "required" -> copy.set(entry.getKey(), entry.getValue());
        default -> {
          if (!entry.getKey().startsWith("x-")) {
            copy.set(entry.getKey(), strict(entry.getValue()));
          }
        }
      }
    }
    boolean either =
        schema.path("x-kubernetes-int-or-string").asBoolean(false)
            || schema.path("format").asString("").equals("int-or-string");
    if (either) {
      copy.remove("type");
      copy.remove("pattern");
      copy.putArray("type").add("integer").add("string");
    }
    boolean closed =
        schema.path("properties").isObject()
            && !schema.has("additionalProperties")
            && !schema.path("x-kubernetes-preserve-unknown-fields").asBoolean(false)
            && !schema.path("x-kubernetes-embedded-resource").asBoolean(false);
    if (closed) {
      copy.put("additionalProperties", false);
    }
    return copy;
  }
}
