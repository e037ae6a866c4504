package dev.kyverdict.chainsaw;

import dev.kyverdict.yaml.YamlDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A {@code .chainsaw.yaml}, of either version.
 *
 * @param defaults what it says of all tests
 * @param namespace the namespace that all tests share; empty for one of their own
 * @param namespaceTemplate what the namespaces look like
 * @param catching what is done when a test fails
 */
record Configuration(
    Defaults defaults, String namespace, JsonNode namespaceTemplate, List<Operation> catching) {

  /** The name that chainsaw looks for. */
  static final String FILE = ".chainsaw.yaml";

  /** Of {@code kind: Configuration} in version v1alpha2: where it keeps what a test has flat. */
  private static final String[][] NESTED = {
    {"/cleanup/skipDelete", "skipDelete"},
    {"/cleanup/delayBeforeCleanup", "delayBeforeCleanup"},
    {"/deletion/propagation", "deletionPropagationPolicy"},
    {"/execution/forceTerminationGracePeriod", "forceTerminationGracePeriod"},
    {"/templating/enabled", "template"},
    {"/namespace/name", "namespace"},
    {"/namespace/template", "namespaceTemplate"},
    {"/error/catch", "catch"},
  };

  /** Copies the list. */
  Configuration {
    catching = List.copyOf(catching);
  }

  /** None. */
  static Configuration none() {
    return of(JsonNodeFactory.instance.objectNode(), List.of());
  }

  /**
   * The configuration of the tests of a folder: chainsaw reads that of its working folder, which is
   * the folder of a family.
   */
  static Configuration above(Path folder) {
    Optional<Path> place = Optional.of(folder.toAbsolutePath().normalize());
    while (place.isPresent()) {
      Path file = place.get().resolve(FILE);
      if (Files.isRegularFile(file)) {
        return read(file);
      }
      place = Optional.ofNullable(place.get().getParent());
    }
    return none();
  }

  /** Reads a file. */
  static Configuration read(Path file) {
    List<YamlDocument> documents = TestReader.documents(file);
    if (documents.size() != 1) {
      throw new UnreadableTestException(
          file + ": holds %d documents; a configuration is one".formatted(documents.size()));
    }
    YamlDocument document = documents.getFirst();
    Shapes.check(document, "Configuration");
    JsonNode spec = document.tree().path("spec");
    ObjectNode flat = JsonNodeFactory.instance.objectNode();
    spec.properties().forEach(entry -> flat.set(entry.getKey(), entry.getValue()));
    List<Operation> catching = new ArrayList<>();
    for (String where : List.of("/spec/catch", "/spec/error/catch")) {
      catching.addAll(Operation.all(document, where));
    }
    for (String[] move : NESTED) {
      JsonNode value = spec.at(move[0]);
      if (!value.isMissingNode()) {
        flat.set(move[1], value);
      }
    }
    return of(flat, catching);
  }

  private static Configuration of(JsonNode spec, List<Operation> catching) {
    return new Configuration(
        Defaults.CHAINSAW.with(spec),
        spec.path("namespace").asString(""),
        spec.path("namespaceTemplate"),
        catching);
  }
}
