package dev.kyverdict.fuzz;

import dev.kyverdict.judge.Comparison;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares answers, but for what nobody can foresee. */
final class Answers {

  private Answers() {}

  /**
   * Where two answers differ.
   *
   * @param anyOrder whether the order of lists counts
   */
  static List<String> places(ObjectNode packages, ObjectNode engine, boolean anyOrder) {
    ObjectNode own = plain(engine);
    if (!packages.has("patch")) {
      own.remove("patch");
    }
    ObjectNode theirs = plain(packages);
    return anyOrder
        ? Comparison.differences(sorted(theirs), sorted(own), false)
        : Comparison.differences(theirs, own, false);
  }

  private static ObjectNode plain(ObjectNode answer) {
    ObjectNode plain = Json.object();
    for (Map.Entry<String, JsonNode> field : answer.properties()) {
      switch (field.getKey()) {
        case "id", "warnings", "failsOpen" -> {
          continue;
        }
        case "panic", "unencodable", "failure" -> plain.put(field.getKey(), true);
        default -> plain.set(field.getKey(), field.getValue());
      }
    }
    return plain;
  }

  private static JsonNode sorted(JsonNode tree) {
    return switch (tree) {
      case ObjectNode object -> {
        ObjectNode copy = Json.object();
        object.properties().stream()
            .sorted(Map.Entry.comparingByKey())
            .forEach(member -> copy.set(member.getKey(), sorted(member.getValue())));
        yield copy;
      }
      case ArrayNode list -> {
        List<JsonNode> items =
            list.values().stream()
                .map(Answers::sorted)
                .sorted(Comparator.comparing(JsonNode::toString))
                .toList();
        yield Json.NODES.arrayNode().addAll(items);
      }
      default -> tree.isNumber() ? Json.NODES.numberNode(tree.doubleValue()) : tree;
    };
  }
}
