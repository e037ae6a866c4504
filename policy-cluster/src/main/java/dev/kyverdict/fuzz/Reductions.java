package dev.kyverdict.fuzz;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** All trees that are one step smaller than a tree. */
final class Reductions {

  private static final int MOST = 600;

  private final List<JsonNode> found = new ArrayList<>();

  private Reductions() {}

  /** Smaller questions, the smallest first. */
  static List<ObjectNode> of(ObjectNode question) {
    Reductions reductions = new Reductions();
    for (JsonNode smaller : below(question, 0)) {
      if (smaller instanceof ObjectNode) {
        reductions.found.add(smaller);
      }
    }
    return reductions.found.stream()
        .sorted(Comparator.comparingInt(tree -> tree.toString().length()))
        .limit(MOST)
        .map(ObjectNode.class::cast)
        .toList();
  }

  private static List<JsonNode> below(JsonNode tree, int depth) {
    return switch (tree) {
      case ObjectNode object -> ofObject(object, depth);
      case ArrayNode list -> ofList(list, depth);
      default ->
          tree.isString()
              ? ofText(tree.asString(""))
              : tree.isNumber() && tree.doubleValue() != 0
                  ? List.of(Json.NODES.numberNode(0), Json.NODES.numberNode(1))
                  : List.of();
    };
  }

  private static List<JsonNode> ofObject(ObjectNode object, int depth) {
    List<JsonNode> smaller = new ArrayList<>();
    if (depth > 1 && !object.isEmpty()) {
      smaller.add(Json.object());
      smaller.add(Json.NODES.nullNode());
    }
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      ObjectNode without = object.objectNode().setAll(object);
      without.remove(member.getKey());
      smaller.add(without);
      if (depth > 1 && member.getValue().isContainer()) {
        smaller.add(member.getValue());
      }
      for (JsonNode value : below(member.getValue(), depth + 1)) {
        ObjectNode changed = object.objectNode().setAll(object);
        changed.set(member.getKey(), value);
        smaller.add(changed);
      }
    }
    return smaller;
  }

  private static List<JsonNode> ofList(ArrayNode list, int depth) {
    List<JsonNode> smaller = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      ArrayNode without = list.arrayNode().addAll(list);
      without.remove(i);
      smaller.add(without);
      if (depth > 1) {
        smaller.add(list.get(i));
      }
      for (JsonNode value : below(list.get(i), depth + 1)) {
        ArrayNode changed = list.arrayNode().addAll(list);
        changed.set(i, value);
        smaller.add(changed);
      }
    }
    return smaller;
  }

  /** A text without some run of its characters. */
  private static List<JsonNode> ofText(String text) {
    List<JsonNode> smaller = new ArrayList<>();
    int length = text.length();
    for (int chunk = length; chunk > 0; chunk /= 2) {
      for (int at = 0; at + chunk <= length; at += Math.max(1, chunk / 2)) {
        smaller.add(Json.text(text.substring(0, at) + text.substring(at + chunk)));
      }
    }
    int open = text.indexOf('(');
    int close = text.lastIndexOf(')');
    if (open >= 0 && close > open) {
      smaller.add(Json.text(text.substring(open + 1, close)));
    }
    return smaller;
  }
}
