package dev.kyverdict.clicases;

import dev.kyverdict.values.GoNumbers;
import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One document of a test file ({@code apis/v1alpha1/test.go}).
 *
 * @param folder to which its paths are relative
 * @param tree its fields
 */
record CliTest(Path folder, JsonNode tree) {

  /** The tests of a file. */
  static List<CliTest> read(Path file) {
    List<CliTest> tests = new ArrayList<>();
    for (YamlDocument document : YamlReader.read(file)) {
      tests.add(new CliTest(file.resolveSibling(""), document.tree()));
    }
    return tests;
  }

  /** A list of files, each once. */
  List<Path> files(String field) {
    return new LinkedHashSet<>(Expectation.texts(tree.path(field)))
        .stream().map(this::file).toList();
  }

  Path file(String path) {
    return folder.resolve(path).normalize();
  }

  /** Whether all policies and resources are there. */
  boolean isComplete() {
    return Stream.of("policies", "resources")
        .flatMap(field -> files(field).stream())
        .allMatch(Files::exists);
  }

  List<Expectation> expectations() {
    List<Expectation> all = new ArrayList<>();
    tree.path("results").forEach(result -> all.add(new Expectation(result)));
    return all;
  }

  boolean has(String field) {
    return !tree.path(field).isEmpty();
  }

  Values values() {
    JsonNode inline = tree.path("values");
    if (inline.isObject()) {
      return new Values(GoNumbers.floats(inline));
    }
    return new Values(
        document("variables").map(GoNumbers::floats).orElse(JsonNodeFactory.instance.objectNode()));
  }

  Optional<JsonNode> userInfo() {
    return document("userinfo");
  }

  private Optional<JsonNode> document(String field) {
    String path = tree.path(field).asString("");
    return path.isEmpty()
        ? Optional.empty()
        : Optional.of(YamlReader.read(file(path)).getFirst().tree());
  }

  /**
   * The objects of the simulated cluster beside the resources: those of {@code clusterResources}.
   */
  List<ObjectNode> clusterObjects() {
    List<ObjectNode> objects = new ArrayList<>();
    for (Path file : files("clusterResources")) {
      JsonNode spec = YamlReader.read(file).getFirst().tree().path("spec");
      for (JsonNode object : spec.path("resources")) {
        objects.add((ObjectNode) GoNumbers.floats(object));
      }
    }
    return objects;
  }
}
