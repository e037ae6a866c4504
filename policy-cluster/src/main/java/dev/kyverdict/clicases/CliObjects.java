package dev.kyverdict.clicases;

import dev.kyverdict.engine.ResourceKind;
import dev.kyverdict.values.GoNumbers;
import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * CliObjects in files as Kyverno's command takes them: every number a float, {@code default} for a
 * namespace that is not there ({@code resource/resource.go}).
 */
final class CliObjects {

  /** Fields of which the command knows that they are maps: null becomes an empty one. */
  private static final Set<String> MAPS =
      Set.of("annotations", "labels", "matchLabels", "nodeSelector", "data", "stringData");

  private CliObjects() {}

  /** The objects of files; a file that is not there is passed over. */
  static List<ObjectNode> read(List<Path> files) {
    List<ObjectNode> objects = new ArrayList<>();
    files.stream().filter(Files::isRegularFile).forEach(file -> objects.addAll(read(file)));
    return objects;
  }

  static List<ObjectNode> read(Path file) {
    List<ObjectNode> objects = new ArrayList<>();
    for (YamlDocument document : YamlReader.read(file)) {
      if (document.tree() instanceof ObjectNode tree) {
        objects.add(taken(tree));
      }
    }
    return objects;
  }

  /** An object that stands in a test file itself. */
  static ObjectNode taken(ObjectNode tree) {
    ObjectNode object = (ObjectNode) GoNumbers.floats(tree.deepCopy());
    if (namespace(object).isEmpty() && !ClusterKinds.contain(kind(object))) {
      withMap(object, "metadata").put("namespace", "default");
    }
    fillMaps(object);
    return object;
  }

  private static void fillMaps(JsonNode tree) {
    if (tree instanceof ObjectNode object) {
      for (String field : List.copyOf(object.propertyNames())) {
        if (object.get(field).isNull() && MAPS.contains(field)) {
          object.putObject(field);
        } else {
          fillMaps(object.get(field));
        }
      }
    } else if (tree instanceof ArrayNode list) {
      list.values().stream().filter(JsonNode::isObject).forEach(CliObjects::fillMaps);
    }
  }

  /** The first of those that have kind, namespace and name in common. */
  static List<ObjectNode> withoutDuplicates(List<ObjectNode> objects) {
    Map<List<String>, ObjectNode> first = new LinkedHashMap<>();
    for (ObjectNode object : objects) {
      ResourceKind kind = kind(object);
      first.putIfAbsent(
          List.of(kind.group(), kind.kind(), namespace(object), name(object)), object);
    }
    return List.copyOf(first.values());
  }

  static ResourceKind kind(JsonNode object) {
    return ResourceKind.of(
        object.path("apiVersion").asString(""), object.path("kind").asString(""));
  }

  static String name(JsonNode object) {
    return object.path("metadata").path("name").asString("");
  }

  static String namespace(JsonNode object) {
    return object.path("metadata").path("namespace").asString("");
  }

  static ObjectNode withMap(ObjectNode object, String field) {
    return object.get(field) instanceof ObjectNode there ? there : object.putObject(field);
  }
}
