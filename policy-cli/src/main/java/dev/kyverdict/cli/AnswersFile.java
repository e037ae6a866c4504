package dev.kyverdict.cli;

import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlException;
import dev.kyverdict.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the cluster holds and how its API answers: {@code api}, {@code configMaps}, {@code globals}
 * and {@code objects} in the form of a recorded case.
 */
final class AnswersFile {

  private static final Set<String> FIELDS = Set.of("api", "configMaps", "globals", "objects");
  private static final Set<String> ANSWER = Set.of("status", "body", "raw", "error");

  private AnswersFile() {}

  /**
   * Reads it.
   *
   * @throws IOException naming file, line and repair
   */
  static ObjectNode read(Path file) throws IOException {
    List<YamlDocument> documents;
    try {
      documents = YamlReader.read(file.toString(), Input.text(file));
    } catch (YamlException invalid) {
      throw new IOException(invalid.getMessage(), invalid);
    }
    if (documents.isEmpty()) {
      return JsonNodeFactory.instance.objectNode();
    }
    YamlDocument document = documents.getFirst();
    if (!(document.tree() instanceof ObjectNode tree)) {
      throw problem(document, "", "is no mapping", "write api:, configMaps:, globals: or objects:");
    }
    for (Map.Entry<String, JsonNode> field : tree.properties()) {
      if (!FIELDS.contains(field.getKey())) {
        throw problem(
            document,
            "/" + field.getKey(),
            "unknown field '" + field.getKey() + "'",
            "use one of api, configMaps, globals, objects");
      }
    }
    checkAnswers(document, tree.path("api"));
    return tree;
  }

  private static void checkAnswers(YamlDocument document, JsonNode api) throws IOException {
    for (Map.Entry<String, JsonNode> call : api.properties()) {
      String pointer = "/api/" + call.getKey().replace("~", "~0").replace("/", "~1");
      if (!call.getKey().equals("*") && !call.getKey().matches("(GET|POST) \\S.*")) {
        throw problem(
            document,
            pointer,
            "'" + call.getKey() + "' is no call",
            "write GET or POST, a space, and the path or URL; or * for all other calls");
      }
      List<JsonNode> answers =
          call.getValue().isArray()
              ? List.copyOf(call.getValue().values())
              : List.of(call.getValue());
      if (answers.isEmpty() || !answers.stream().allMatch(AnswersFile::isAnswer)) {
        throw problem(
            document,
            pointer,
            "has no answer, or one with an unknown field",
            "write status: with body: or raw:, or error: timeout, refused, hang or a text");
      }
    }
  }

  private static boolean isAnswer(JsonNode answer) {
    return answer.isObject()
        && !answer.isEmpty()
        && answer.properties().stream().allMatch(field -> ANSWER.contains(field.getKey()));
  }

  private static IOException problem(
      YamlDocument document, String pointer, String problem, String repair) {
    return new IOException(
        document.places().nearest(pointer) + ": error: " + problem + "; " + repair);
  }
}
