package dev.kyverdict.twice;

import dev.kyverdict.referee.Project;
import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Objects for a cluster, from texts and files. */
final class Manifests {

  private static final Map<Path, List<ObjectNode>> READ = new ConcurrentHashMap<>();

  private Manifests() {}

  /** An object from YAML. */
  static ObjectNode of(String yaml) {
    return (ObjectNode) YamlReader.readOne("object", yaml).tree();
  }

  /** The objects of a file among the resources of these tests. */
  static List<ObjectNode> resource(String name) {
    try (InputStream file =
        Objects.requireNonNull(Manifests.class.getResourceAsStream(name), name)) {
      return read(name, new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** VolSync's own definitions of its kinds; without them the test is skipped. */
  static List<ObjectNode> volsync() {
    return below(Project.shared("crds/volsync"));
  }

  /** The definitions of the kinds that the policies of this project speak of. */
  static List<ObjectNode> definitions() {
    return Stream.of("volsync", "snapshot", "external-secrets")
        .flatMap(it -> below(Project.shared("crds/" + it)).stream())
        .filter(it -> it.path("kind").asString("").equals("CustomResourceDefinition"))
        .toList();
  }

  /** The objects of all YAML files of a folder, which are read once. */
  static List<ObjectNode> below(Path folder) {
    return READ.computeIfAbsent(folder, Manifests::readFolder);
  }

  private static List<ObjectNode> readFolder(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .flatMap(file -> trees(YamlReader.read(file)))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<ObjectNode> read(String name, String text) {
    return trees(YamlReader.read(name, text)).toList();
  }

  private static Stream<ObjectNode> trees(List<YamlDocument> documents) {
    return documents.stream().map(YamlDocument::tree).map(ObjectNode.class::cast);
  }
}
