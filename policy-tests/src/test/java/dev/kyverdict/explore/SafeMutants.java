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

  private static final int NEAR = 45;

  private static final String FOLDER = "infrastructure/controllers/kyverno/";

  private static final List<String> FILES =
      List.of(FOLDER + "volsync-auto-restore.yaml", FOLDER + "volsync-clusterpolicy.yaml");

  private final Policies safe;
  private final String file;
  private final ArrayNode root = JsonNodeFactory.instance.arrayNode();
  private final Map<String, Mutant> mutants = new LinkedHashMap<>();

  /**
   * Policies with a fault.
   *
   * @param everywhere with the fault wherever the text stands
   * @param places with the fault in one of these places alone; empty where there is only one
   */
  record Mutant(Policies everywhere, List<Policies> places) {}

  private SafeMutants(Policies safe, String file) {
    this.safe = safe;
    this.file = file;
    safe.objects(file).forEach(root::add);
  }

  /** By what is wrong with them. */
  static Map<String, Mutant> of(Policies safe) {
    Map<String, Mutant> all = new LinkedHashMap<>();
    for (String file : FILES) {
      SafeMutants mutants = new SafeMutants(safe, file);
      mutants.visit(mutants.root);
      String which = file.contains("restore") ? "restore: " : "backup: ";
      mutants.mutants.forEach((name, mutant) -> all.put(which + name, mutant));
    }
    return all;
  }

  /** A copy in which something was done to each object, and copies with one of these changes. */
  private void everywhere(String name, Consumer<ObjectNode> change) {
    JsonNode all = root.deepCopy();
    int many = walk(all, change, -1, 0);
    if (many > 0 && !mutants.containsKey(name)) {
      List<Policies> places = new ArrayList<>();
      for (int place = 0; many > 1 && place < many; place++) {
        JsonNode one = root.deepCopy();
        walk(one, change, place, 0);
        places.add(with(one));
      }
      mutants.put(name, new Mutant(with(all), places));
    }
  }

  private Policies with(JsonNode changed) {
    StringBuilder text = new StringBuilder();
    changed.forEach(it -> text.append("---\n").append(it).append('\n'));
    return safe.file(file, text.toString());
  }

  /** Does it to the object that is the one of that number among those it changes, or to all. */
  private static int walk(JsonNode node, Consumer<ObjectNode> change, int only, int before) {
    int number = before;
    if (node instanceof ObjectNode object) {
      ObjectNode changed = object.objectNode().setAll(copied(object));
      change.accept(changed);
      if (!changed.equals(object)) {
        if (only < 0 || only == number) {
          change.accept(object);
        }
        number++;
      }
    }
    for (JsonNode child : node) {
      number = walk(child, change, only, number);
    }
    return number;
  }

  private static Map<String, JsonNode> copied(ObjectNode object) {
    Map<String, JsonNode> copies = new LinkedHashMap<>();
    object.properties().forEach(it -> copies.put(it.getKey(), it.getValue().deepCopy()));
    return copies;
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
                if (it.path("synchronize").isBoolean()) {
                  it.replace("synchronize", JsonNodeFactory.instance.booleanNode(true));
                }
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
    Map<String, String> changed = new LinkedHashMap<>();
    each(text, " || ''", "", changed);
    each(text, "|| ''", "|| `null`", changed);
    each(text, " || `{}`", "", changed);
    each(text, "'15m'", "'24h'", changed);
    parts(text, "\n&& ", changed);
    parts(text, "- op: ", changed);
    changed.forEach(
        (name, other) ->
            everywhere(
                key + " " + name.replaceAll("\\s+", " "),
                it -> {
                  if (Trees.text(it, key).equals(text)) {
                    it.put(key, other);
                  }
                }));
  }

  /** The text without one of its parts after the other. */
  private static void parts(String text, String between, Map<String, String> all) {
    List<String> parts = new ArrayList<>(List.of(text.split(between, -1)));
    String first = parts.getFirst().isEmpty() ? parts.removeFirst() + between : "";
    for (int i = 0; parts.size() > 1 && i < parts.size(); i++) {
      List<String> kept = new ArrayList<>(parts);
      String without = kept.remove(i);
      all.put("without: " + without, first + String.join(between, kept));
    }
  }

  /** The text with one occurrence after the other replaced. */
  private static void each(String text, String old, String other, Map<String, String> all) {
    for (int at = text.indexOf(old); at >= 0; at = text.indexOf(old, at + 1)) {
      String before = text.substring(Math.max(0, at - NEAR), at);
      all.put(
          "with '%s' for '%s' behind %s".formatted(other, old, before),
          text.substring(0, at) + other + text.substring(at + old.length()));
    }
  }
}
