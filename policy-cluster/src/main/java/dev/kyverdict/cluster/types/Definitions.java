package dev.kyverdict.cluster.types;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** CustomResourceDefinitions that need no file. */
public final class Definitions {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String KYVERNO = "kyverno.txt.gz";

  private Definitions() {}

  /** Those of Kyverno 1.19.1, without the descriptions. */
  public static List<JsonNode> kyverno() {
    return Kyverno.ALL;
  }

  /**
   * Those of VolSync, of volume snapshots and of External Secrets: names and versions, any fields.
   */
  public static List<JsonNode> optional() {
    return Optionals.ALL;
  }

  /** A definition of a kind with any fields and a status. */
  private static JsonNode open(String line) {
    String[] words = line.split(" ", -1);
    ObjectNode definition = NODES.objectNode();
    definition.put("apiVersion", "apiextensions.k8s.io/v1").put("kind", "CustomResourceDefinition");
    definition.putObject("metadata").put("name", words[2] + "." + words[0]);
    ObjectNode spec = definition.putObject("spec");
    spec.put("group", words[0]).put("scope", words[3].equals("N") ? "Namespaced" : "Cluster");
    ObjectNode names = spec.putObject("names").put("kind", words[1]).put("plural", words[2]);
    names.put("singular", words[1].toLowerCase(Locale.ROOT)).put("listKind", words[1] + "List");
    ArrayNode shortNames = names.putArray("shortNames");
    List.of(words[5].split(",", -1)).stream()
        .filter(it -> !it.equals("-"))
        .forEach(shortNames::add);
    ArrayNode versions = spec.putArray("versions");
    for (String version : words[4].split(",", -1)) {
      versions.add(openVersion(version, versions.isEmpty()));
    }
    return definition;
  }

  private static ObjectNode openVersion(String name, boolean storage) {
    ObjectNode version = NODES.objectNode();
    version.put("name", name).put("served", true).put("storage", storage);
    version.putObject("subresources").putObject("status");
    ObjectNode schema = version.putObject("schema").putObject("openAPIV3Schema");
    schema.put("type", "object").put("x-kubernetes-preserve-unknown-fields", true);
    return version;
  }

  private static final class Optionals {
    static final List<JsonNode> ALL =
        Tables.lines("optional.txt").stream().map(Definitions::open).toList();
  }

  private static final class Kyverno {
    static final List<JsonNode> ALL = read();

    private static List<JsonNode> read() {
      JsonMapper mapper = new JsonMapper();
      try (InputStream in = Objects.requireNonNull(Kyverno.class.getResourceAsStream(KYVERNO));
          BufferedReader lines =
              new BufferedReader(
                  new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
        List<JsonNode> all = new ArrayList<>();
        lines.lines().skip(1).forEach(line -> all.add(mapper.readTree(line)));
        List<JsonNode> heads = all.stream().filter(it -> it.has("versions")).toList();
        List<JsonNode> schemas = new ArrayList<>();
        all.subList(heads.size(), all.size())
            .forEach(node -> schemas.add(new SchemaTable(schemas).schema(node)));
        return heads.stream().map(head -> definition(head, schemas)).toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static JsonNode definition(JsonNode head, List<JsonNode> schemas) {
      ObjectNode definition = NODES.objectNode();
      definition.put("apiVersion", "apiextensions.k8s.io/v1");
      definition.put("kind", "CustomResourceDefinition");
      definition.putObject("metadata").set("name", head.path("name"));
      ObjectNode spec = definition.putObject("spec");
      spec.set("group", head.path("group"));
      spec.set("names", head.path("names"));
      spec.set("scope", head.path("scope"));
      ArrayNode versions = spec.putArray("versions");
      for (JsonNode version : head.path("versions")) {
        ObjectNode copy = NODES.objectNode();
        version.properties().forEach(it -> copy.set(it.getKey(), it.getValue()));
        JsonNode schema = schemas.get(version.path("schema").asInt());
        copy.putObject("schema").set("openAPIV3Schema", schema);
        versions.add(copy);
      }
      return definition;
    }
  }

  /** Puts the schemas of earlier lines in the places of their numbers. */
  private record SchemaTable(List<JsonNode> earlier) {

    private static final Set<String> ONE = Set.of("items", "not", "additionalProperties");
    private static final Set<String> SEVERAL = Set.of("allOf", "anyOf", "oneOf");

    JsonNode schema(JsonNode line) {
      ObjectNode schema = NODES.objectNode();
      for (Map.Entry<String, JsonNode> entry : line.properties()) {
        schema.set(entry.getKey(), value(entry.getKey(), entry.getValue()));
      }
      return schema;
    }

    private JsonNode value(String key, JsonNode value) {
      if (ONE.contains(key)) {
        return at(value);
      }
      if (SEVERAL.contains(key)) {
        ArrayNode list = NODES.arrayNode();
        value.forEach(item -> list.add(at(item)));
        return list;
      }
      if (key.equals("properties")) {
        ObjectNode fields = NODES.objectNode();
        value.properties().forEach(it -> fields.set(it.getKey(), at(it.getValue())));
        return fields;
      }
      return value;
    }

    private JsonNode at(JsonNode number) {
      return number.isIntegralNumber() ? earlier.get(number.asInt()) : number;
    }
  }
}
