package dev.kyverdict.explore;

import dev.kyverdict.world.kube.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Copies of rendered policies, each with one small fault. What stands in several places comes from
 * one place in the source, so the fault is made in all of them; likewise a rule's selectors say
 * once more what the match conditions of the webhook say, and both are changed.
 */
final class SafeMutants {

  private static final Map<String, String> FLIPS =
      Map.of("Equals", "NotEquals", "NotEquals", "Equals", "GreaterThan", "LessThan");

  private static final Map<String, String> TWINS =
      Map.of("selector", "labelled-for-backup", "namespaceSelector", "not-infrastructure");

  private final ArrayNode root = JsonNodeFactory.instance.arrayNode();
  private final Map<String, List<JsonNode>> mutants = new LinkedHashMap<>();

  private SafeMutants(List<JsonNode> policies) {
    policies.forEach(root::add);
  }

  /** By what is wrong with them. */
  static Map<String, List<JsonNode>> of(List<JsonNode> policies) {
    SafeMutants all = new SafeMutants(policies);
    all.visit(all.root);
    return all.mutants;
  }

  /** A copy in which something was done to each object. */
  private void everywhere(String name, Consumer<ObjectNode> change) {
    JsonNode copy = root.deepCopy();
    walk(copy, change);
    if (!copy.equals(root)) {
      mutants.putIfAbsent(name, copy.valueStream().toList());
    }
  }

  private static void walk(JsonNode node, Consumer<ObjectNode> change) {
    if (node instanceof ObjectNode object) {
      change.accept(object);
    }
    node.forEach(child -> walk(child, change));
  }

  private void visit(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(it -> field(object, it.getKey(), it.getValue()));
    } else {
      node.forEach(this::visit);
    }
  }

  private void field(ObjectNode object, String key, JsonNode value) {
    switch (key) {
      case "message", "name", "data" -> owner(value);
      case "operator" -> flip(object, value.asString(""));
      case "operations" -> everywhere(key + " dropped", it -> it.remove(key));
      case "selector", "namespaceSelector" -> {
        everywhere(key + " dropped: " + value, it -> drop(it, key, value));
        visit(value);
      }
      case "synchronize" ->
          everywhere(
              "synchronize true, and the webhook wide",
              it -> {
                it.remove("matchConditions");
                it.replace("synchronize", JsonNodeFactory.instance.booleanNode(true));
              });
      case "all", "any", "rules" -> {
        value.forEach(item -> cut(key, item));
        visit(value);
      }
      case "values" -> value.forEach(item -> list(item.asString("")));
      default -> {
        if (value.isString()) {
          texts(key, value.asString(""));
        } else {
          visit(value);
        }
      }
    }
  }

  private static void drop(ObjectNode object, String key, JsonNode value) {
    if (object.path(key).equals(value)) {
      object.remove(key);
    }
    if (object.path("matchConditions") instanceof ArrayNode conditions) {
      conditions.removeIf(it -> Trees.text(it, "name").equals(TWINS.get(key)));
    }
  }

  private void owner(JsonNode data) {
    if (data.path("metadata").has("ownerReferences")) {
      everywhere("no owner", it -> it.remove("ownerReferences"));
    }
  }

  private void flip(ObjectNode condition, String operator) {
    String other = FLIPS.getOrDefault(operator, operator);
    everywhere(
        other + " for " + condition,
        it -> {
          if (it.equals(condition)) {
            it.put("operator", other);
          }
        });
  }

  private void cut(String key, JsonNode item) {
    String name = item.has("name") ? Trees.text(item, "name") : item.toString();
    everywhere(
        key + " without " + name,
        it -> {
          if (it.path(key) instanceof ArrayNode list && list.size() > 1) {
            list.removeIf(item::equals);
          }
        });
  }

  private void list(String item) {
    everywhere(
        "a list without " + item,
        it -> {
          if (it.path("values") instanceof ArrayNode list) {
            list.removeIf(one -> one.asString("").equals(item));
          }
          String expression = Trees.text(it, "expression");
          if (!expression.isEmpty()) {
            String shorter =
                expression.replace("'" + item + "', ", "").replace(", '" + item + "'", "");
            it.put("expression", shorter);
          }
        });
  }

  private void texts(String key, String text) {
    List<String> changed = new ArrayList<>();
    changed.addAll(each(text, " || ''", ""));
    changed.addAll(each(text, "|| ''", "|| `null`"));
    changed.addAll(each(text, " || `{}`", ""));
    changed.addAll(each(text, "'15m'", "'24h'"));
    changed.addAll(parts(text, "\n&& "));
    changed.addAll(parts(text, "- op: "));
    for (String other : changed) {
      everywhere(
          key + ": " + other.replace("\n", " "),
          it -> {
            if (Trees.text(it, key).equals(text)) {
              it.put(key, other);
            }
          });
    }
  }

  /** The text without one of its parts after the other. */
  private static List<String> parts(String text, String between) {
    List<String> parts = new ArrayList<>(List.of(text.split(between, -1)));
    String first = parts.getFirst().isEmpty() ? parts.removeFirst() + between : "";
    List<String> all = new ArrayList<>();
    for (int i = 0; parts.size() > 1 && i < parts.size(); i++) {
      List<String> kept = new ArrayList<>(parts);
      kept.remove(i);
      all.add(first + String.join(between, kept));
    }
    return all;
  }

  /** The text with one occurrence after the other replaced. */
  private static List<String> each(String text, String old, String other) {
    List<String> all = new ArrayList<>();
    for (int at = text.indexOf(old); at >= 0; at = text.indexOf(old, at + 1)) {
      all.add(text.substring(0, at) + other + text.substring(at + old.length()));
    }
    return all;
  }
}
