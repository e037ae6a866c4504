package dev.kyverdict.chainsaw;

import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlException;
import dev.kyverdict.yaml.YamlReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Reads {@code chainsaw-test.yaml} ({@code pkg/discovery/load.go} of chainsaw). */
final class TestReader {

  private TestReader() {}

  /**
   * The tests of a file; of several scenarios each is one.
   *
   * @throws UnreadableTestException naming what chainsaw would refuse
   */
  static List<ChainsawTest> read(Path file, Configuration configuration) {
    List<ChainsawTest> tests = new ArrayList<>();
    for (YamlDocument document : documents(file)) {
      String kind = document.tree().path("kind").asString("");
      if (!kind.equals("Test")) {
        throw new UnreadableTestException(
            document.places().nearest("/kind"), "type not supported '" + kind + "'", "write Test");
      }
      Shapes.check(document, "Test");
      if (!document.tree().path("spec").path("scenarios").isEmpty()) {
        throw new UnreadableTestException(
            document.places().nearest("/spec/scenarios"),
            "scenarios are not supported",
            "write a test for each");
      }
      tests.add(test(document, file, configuration));
    }
    return tests;
  }

  /** The documents of a file. */
  static List<YamlDocument> documents(Path file) {
    try {
      return YamlReader.read(file);
    } catch (YamlException refused) {
      throw new UnreadableTestException(refused.place(), refused.problem(), refused.repair());
    } catch (UncheckedIOException unreadable) {
      throw new UnreadableTestException(file + ": cannot be read; is there such a file?");
    }
  }

  private static ChainsawTest test(YamlDocument document, Path file, Configuration configuration) {
    JsonNode spec = document.tree().path("spec");
    Path folder = file.resolveSibling("");
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < spec.path("steps").size(); i++) {
      steps.add(step(document, "/spec/steps/" + i, i + 1, folder));
    }
    return new ChainsawTest(
        folder,
        document.tree().path("metadata").path("name").asString(""),
        document.tree().path("metadata"),
        spec,
        steps,
        Operation.all(document, "/spec/catch"),
        configuration);
  }

  private static Step step(YamlDocument document, String pointer, int number, Path folder) {
    JsonNode spec = document.tree().at(pointer);
    Optional<YamlDocument> template = template(document, pointer, folder);
    List<JsonNode> bindings = new ArrayList<>();
    spec.path("bindings").forEach(bindings::add);
    template.ifPresent(used -> used.tree().at("/spec/bindings").forEach(bindings::add));
    spec.at("/use/with/bindings").forEach(bindings::add);
    Function<String, List<Operation>> all =
        list -> {
          List<Operation> operations = new ArrayList<>(Operation.all(document, pointer + list));
          template.ifPresent(used -> operations.addAll(Operation.all(used, "/spec" + list)));
          return operations;
        };
    return new Step(
        spec.path("name").asString("step-" + number),
        spec,
        bindings,
        all.apply("/try"),
        all.apply("/catch"),
        all.apply("/finally"),
        all.apply("/cleanup"));
  }

  private static Optional<YamlDocument> template(
      YamlDocument document, String pointer, Path folder) {
    JsonNode path = document.tree().at(pointer + "/use/template");
    if (path.isMissingNode()) {
      return Optional.empty();
    }
    Path file = folder.resolve(path.stringValue()).normalize();
    if (!Files.isRegularFile(file)) {
      throw new UnreadableTestException(
          document.places().nearest(pointer + "/use/template"),
          "there is no file " + file,
          "the path is relative to the test");
    }
    List<YamlDocument> templates = documents(file);
    if (templates.size() != 1) {
      throw new UnreadableTestException(
          file + ": holds %d documents; a step template is one".formatted(templates.size()));
    }
    Shapes.check(templates.getFirst(), "StepTemplate");
    return Optional.of(templates.getFirst());
  }
}
