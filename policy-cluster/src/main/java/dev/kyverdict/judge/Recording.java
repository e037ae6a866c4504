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

  /** The fields that a judge reads; {@code object} is one of a pattern's question only. */
  public static final Set<String> ASKED =
      Set.of(
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
          "anyPattern");

  /** The fields that name the case, or say of the answer how far it holds. */
  private static final Set<String> ABOUT =
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
        .filter(field -> !ASKED.contains(field.getKey()) && !ABOUT.contains(field.getKey()))
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
