package dev.kyverdict.testing;

import dev.kyverdict.cluster.ApiPath;
import dev.kyverdict.engine.ResourceKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The objects of a cluster that is nothing but objects: no schema, no defaults, no versions. */
final class EngineStore {

  private static final List<String> WITHOUT_NAMESPACE =
      List.of(
          "Namespace",
          "Node",
          "PersistentVolume",
          "StorageClass",
          "CustomResourceDefinition",
          "PriorityClass",
          "VolumeSnapshotClass",
          "VolumeSnapshotContent",
          "GlobalContextEntry");

  private final Map<String, JsonNode> objects = new TreeMap<>();
  private final Map<String, ResourceKind> kinds = new LinkedHashMap<>();

  void know(ResourceKind kind) {
    kinds.put(kind.apiVersion() + "/" + kind.plural(), kind);
  }

  private static boolean isNamespaced(String kind) {
    return !WITHOUT_NAMESPACE.contains(kind) && !kind.startsWith("Cluster");
  }

  Optional<ResourceKind> kind(ApiPath path) {
    String apiVersion =
        path.group().isEmpty() ? path.version() : path.group() + "/" + path.version();
    return Optional.ofNullable(kinds.get(apiVersion + "/" + path.resource()));
  }

  /** What discovery says of a group and version. */
  JsonNode resources(String path) {
    String apiVersion = path.replaceFirst("^/apis?/", "");
    ArrayNode resources = JsonNodeFactory.instance.arrayNode();
    kinds.values().stream()
        .filter(kind -> kind.apiVersion().equals(apiVersion))
        .forEach(
            kind ->
                resources
                    .addObject()
                    .put("name", kind.plural())
                    .put("kind", kind.kind())
                    .put("namespaced", isNamespaced(kind.kind())));
    ObjectNode list = JsonNodeFactory.instance.objectNode().put("kind", "APIResourceList");
    list.set("resources", resources);
    return list;
  }

  /** Where an object lives. */
  static String path(ResourceKind kind, String namespace, String name) {
    String root = (kind.group().isEmpty() ? "/api/" : "/apis/") + kind.apiVersion();
    String within =
        isNamespaced(kind.kind())
            ? "/namespaces/" + (namespace.isEmpty() ? "default" : namespace)
            : "";
    return root + within + "/" + kind.plural() + "/" + name;
  }

  static String path(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return path(
        kindOf(object),
        metadata.path("namespace").asString(""),
        metadata.path("name").asString(""));
  }

  static ResourceKind kindOf(JsonNode object) {
    return ResourceKind.of(
        object.path("apiVersion").asString(""), object.path("kind").asString(""));
  }

  void put(JsonNode object) {
    know(kindOf(object));
    objects.put(path(object), object);
  }

  Optional<JsonNode> get(String path) {
    return Optional.ofNullable(objects.get(path));
  }

  List<JsonNode> all() {
    return List.copyOf(objects.values());
  }

  void remove(String path) {
    objects.remove(path);
  }

  /** The objects of a collection that a query selects; every kind counts as installed. */
  JsonNode list(ApiPath path) {
    Optional<ResourceKind> kind = kind(path);
    List<JsonNode> items = new ArrayList<>();
    for (JsonNode object : objects.values()) {
      JsonNode metadata = object.path("metadata");
      boolean here =
          path.namespace().isEmpty()
              || metadata.path("namespace").asString("").equals(path.namespace());
      if (here && Optional.of(kindOf(object)).equals(kind) && selected(path, metadata)) {
        items.add(object);
      }
    }
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    kind.ifPresent(it -> list.put("apiVersion", it.apiVersion()).put("kind", it.kind() + "List"));
    list.putObject("metadata");
    list.putArray("items").addAll(items);
    return list;
  }

  private static boolean selected(ApiPath path, JsonNode metadata) {
    return terms(path, "fieldSelector").stream()
            .allMatch(
                term ->
                    metadata.path(term[0].replace("metadata.", "")).asString("").equals(term[1]))
        && terms(path, "labelSelector").stream()
            .allMatch(term -> metadata.path("labels").path(term[0]).asString("").equals(term[1]));
  }

  private static List<String[]> terms(ApiPath path, String parameter) {
    String text = path.query().getOrDefault(parameter, "");
    List<String[]> terms = new ArrayList<>();
    for (String term : text.isEmpty() ? List.<String>of() : List.of(text.split(",", -1))) {
      String[] sides = term.split("==?", 2);
      if (sides.length != 2 || sides[0].endsWith("!")) {
        throw new UnsupportedOperationException(
            parameter + "=" + text + ": the engine alone knows equality only; judge by SIMULATED");
      }
      terms.add(sides);
    }
    return terms;
  }
}
