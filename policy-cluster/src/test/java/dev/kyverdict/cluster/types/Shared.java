package dev.kyverdict.cluster.types;

import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;

/** Shared data and YAML; a test of data that are not there is skipped. */
final class Shared {

  private Shared() {}

  /** The documents of all files in a shared folder whose names have an end. */
  static List<JsonNode> documents(String folder, String end) throws Exception {
    Path root = folder().resolve(folder);
    if (!Files.exists(root)) {
      String why = "no " + root + "; set -Dkyverdict.shared or KYVERDICT_SHARED";
      System.out.println("skipped: " + why);
      Assumptions.abort(why);
    }
    List<JsonNode> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(it -> it.toString().endsWith(end)).sorted().toList()) {
        all.addAll(documents(Files.readString(file)));
      }
    }
    return all;
  }

  /** The documents of a text. */
  static List<JsonNode> documents(String text) throws Exception {
    List<JsonNode> all = new ArrayList<>();
    for (YamlDocument document : YamlReader.read("test", text)) {
      all.add(document.tree());
    }
    return all;
  }

  /** The only document of a text. */
  static JsonNode yaml(String text) throws Exception {
    return documents(text).getFirst();
  }

  private static Path folder() {
    String property = System.getProperty("kyverdict.shared");
    String variable = System.getenv("KYVERDICT_SHARED");
    return Path.of(property != null ? property : variable != null ? variable : "../../shared")
        .toAbsolutePath()
        .normalize();
  }
}
