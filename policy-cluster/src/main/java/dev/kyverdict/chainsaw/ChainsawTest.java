package dev.kyverdict.chainsaw;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A test.
 *
 * @param folder to which its files are relative
 * @param name {@code metadata.name}
 * @param metadata all of {@code metadata}
 * @param spec what it says
 * @param steps its steps
 * @param catching what is done after a failure in any step
 * @param configuration that of its family
 */
record ChainsawTest(
    Path folder,
    String name,
    JsonNode metadata,
    JsonNode spec,
    List<Step> steps,
    List<Operation> catching,
    Configuration configuration) {

  /** Copies the lists. */
  ChainsawTest {
    steps = List.copyOf(steps);
    catching = List.copyOf(catching);
  }

  Defaults defaults() {
    return configuration.defaults().with(spec);
  }

  boolean isSkipped() {
    return spec.path("skip").asBoolean(false);
  }

  List<JsonNode> bindings() {
    List<JsonNode> bindings = new ArrayList<>();
    spec.path("bindings").forEach(bindings::add);
    return bindings;
  }
}
