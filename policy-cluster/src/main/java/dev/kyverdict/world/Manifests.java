package dev.kyverdict.world;

import dev.kyverdict.world.kube.Trees;
import dev.kyverdict.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The rendered manifests in the form in which they are committed, by folder. */
final class Manifests {

  private Manifests() {}

  /** The objects of each folder, in the order of the files' names; kustomizations left out. */
  static Map<String, JsonNode> read(Path root) {
    Map<String, JsonNode> folders = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".yaml")).sorted().toList()) {
        String folder = String.valueOf(root.relativize(file).getParent()).replace('\\', '/');
        ArrayNode list =
            (ArrayNode) folders.computeIfAbsent(folder, it -> JsonNodeFactory.instance.arrayNode());
        for (var document : YamlReader.read(file)) {
          if (!Trees.text(document.tree(), "kind").equals("Kustomization")) {
            list.add(document.tree());
          }
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    folders.values().removeIf(JsonNode::isEmpty);
    return folders;
  }
}
