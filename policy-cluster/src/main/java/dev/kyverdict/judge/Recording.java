package dev.kyverdict.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A recorded verdict: the fields of the question and those of the answer in one object.
 *
 * @param family the family it belongs to
 * @param tree the recorded line
 */
public record Recording(String family, ObjectNode tree) {

  private static final Set<String> QUESTION =
      Set.of(
          "id",
          "group",
          "answer",
          "path",
          "op",
          "suite",
          "bench",
          "expected",
          "expectedError",
          "agrees",
          "keyType",
          "valueType",
          "request",
          "policy",
          "policies",
          "oldPolicy",
          "api",
          "configMaps",
          "globals",
          "objects",
          "config",
          "clock",
          "expr",
          "input",
          "ints",
          "conditions",
          "context",
          "document",
          "pattern",
          "anyPattern",
          "varies",
          "alternatives");

  /** The name of the case. */
  public String id() {
    return tree.path("id").asString("");
  }

  /** Whether Kyverno answers differently from run to run. */
  public boolean varies() {
    return tree.has("varies");
  }

  /** Whether its lists may come in any order. */
  boolean anyOrder() {
    return tree.path("varies").asString("").equals("order");
  }

  /** The answers that were seen, the usual one first. */
  List<ObjectNode> answers() {
    boolean isPattern = tree.has("pattern") || tree.has("anyPattern");
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    tree.properties().stream()
        .filter(field -> !QUESTION.contains(field.getKey()))
        .filter(field -> !(isPattern && field.getKey().equals("object")))
        .forEach(field -> answer.set(field.getKey(), field.getValue()));
    List<ObjectNode> answers = new ArrayList<>(List.of(answer));
    for (JsonNode alternative : tree.path("alternatives")) {
      if (alternative instanceof ObjectNode other) {
        answers.add(other);
      }
    }
    return answers;
  }
}
