package dev.kyverdict.cases;

import dev.kyverdict.referee.Project;
import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlReader;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The forms in which cases were once met. */
final class Given {

  private Given() {}

  /** The objects of a file below {@code resources/cases}. */
  static List<JsonNode> file(String name) {
    return YamlReader.read(Project.root().resolve("policy-tests/src/test/resources/cases/" + name))
        .stream()
        .map(YamlDocument::tree)
        .toList();
  }
}
