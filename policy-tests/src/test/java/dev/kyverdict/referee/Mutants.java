package dev.kyverdict.referee;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Copies of a restore policy with one thing broken, by what is broken. What stands in several rules
 * comes from one constant and is broken in all of them.
 */
final class Mutants {

  private static final Pattern FALL_BACK = Pattern.compile(" \\|\\| ('[^']*'|`[^`]*`)");
  private static final Pattern COMPARISON = Pattern.compile(" (==|!=) ");
  private static final Pattern CONJUNCT = Pattern.compile("\\n&& ");
  private static final Map<String, String> OPPOSITES =
      Map.of("Equals", "NotEquals", "NotEquals", "Equals", "GreaterThan", "LessThanOrEquals");
  private static final List<String> CONDITIONS =
      List.of("/preconditions/all", "/validate/deny/conditions/any");

  private final ObjectNode policy;
  private final Map<String, ObjectNode> copies = new LinkedHashMap<>();

  private Mutants(ObjectNode policy) {
    this.policy = policy;
  }

  /** Every copy. */
  static Map<String, ObjectNode> of(ObjectNode policy) {
    Mutants mutants = new Mutants(policy);
    for (int i = 0; i < rules(policy).size(); i++) {
      int rule = i;
      String name = rules(policy).get(i).get("name").stringValue();
      mutants.copy("rule " + name + " dropped", root -> ((ArrayNode) rules(root)).remove(rule));
    }
    mutants.match();
    mutants.conditions();
    mutants.texts();
    mutants.patches();
    return mutants.copies;
  }

  private void match() {
    everywhere(
        "label misspelt",
        resources -> {
          for (JsonNode requirement : resources.at("/selector/matchExpressions")) {
            ((ObjectNode) requirement).put("key", "backups");
          }
        });
    for (int i = 0; i < 2; i++) {
      int tier = i;
      everywhere(
          "without tier " + i,
          resources ->
              ((ArrayNode) resources.at("/selector/matchExpressions/0/values")).remove(tier));
    }
    everywhere(
        "UPDATE added", resources -> ((ArrayNode) resources.get("operations")).add("UPDATE"));
    everywhere(
        "only on UPDATE",
        resources -> ((ArrayNode) resources.get("operations")).removeAll().add("UPDATE"));
    everywhere("every namespace", resources -> resources.remove("namespaceSelector"));
  }

  private void everywhere(String name, Consumer<ObjectNode> change) {
    copy(
        name,
        root ->
            rules(root)
                .forEach(rule -> change.accept((ObjectNode) rule.at("/match/any/0/resources"))));
  }

  private void conditions() {
    Set<JsonNode> distinct = new LinkedHashSet<>();
    for (JsonNode list : conditionLists(policy)) {
      list.forEach(distinct::add);
    }
    for (JsonNode condition : distinct) {
      String what =
          "%s %s %s"
              .formatted(
                  condition.get("key").asString(""),
                  condition.get("operator").asString(""),
                  condition.get("value").asString(""));
      copy(
          "condition dropped: " + what,
          root -> conditionLists(root).forEach(list -> remove(list, condition)));
      copy(
          "operator flipped: " + what,
          root ->
              conditionLists(root).stream()
                  .flatMap(ArrayNode::valueStream)
                  .filter(condition::equals)
                  .map(ObjectNode.class::cast)
                  .toList()
                  .forEach(
                      found ->
                          found.put(
                              "operator", OPPOSITES.get(found.get("operator").stringValue()))));
    }
  }

  private static List<ArrayNode> conditionLists(JsonNode root) {
    List<ArrayNode> lists = new ArrayList<>();
    for (JsonNode rule : rules(root)) {
      for (String pointer : CONDITIONS) {
        if (rule.at(pointer) instanceof ArrayNode list) {
          lists.add(list);
        }
      }
    }
    return lists;
  }

  private static void remove(ArrayNode list, JsonNode condition) {
    for (int i = list.size() - 1; i >= 0; i--) {
      if (list.get(i).equals(condition)) {
        list.remove(i);
      }
    }
  }

  /** Each distinct text with one fall-back, comparison or conjunct less, wherever it stands. */
  private void texts() {
    Set<String> distinct = new LinkedHashSet<>();
    collect(rules(policy), distinct);
    for (String text : distinct) {
      for (MatchResult found : matches(FALL_BACK, text)) {
        replace(text, without(text, found, ""), "no" + found.group() + " at " + found.start());
      }
      for (MatchResult found : matches(COMPARISON, text)) {
        String other = found.group(1).equals("==") ? " != " : " == ";
        replace(text, without(text, found, other), "flipped at " + found.start());
      }
      List<String> terms = List.of(CONJUNCT.split(text, -1));
      for (String term : terms.size() > 1 ? terms : List.<String>of()) {
        List<String> rest = terms.stream().filter(other -> !other.equals(term)).toList();
        replace(text, String.join("\n&& ", rest), "no term " + term);
      }
    }
  }

  private static void collect(JsonNode node, Set<String> texts) {
    switch (node) {
      case StringNode text -> texts.add(text.stringValue());
      case ObjectNode map ->
          map.properties().stream()
              .filter(entry -> !entry.getKey().equals("message"))
              .forEach(entry -> collect(entry.getValue(), texts));
      case ArrayNode items -> items.forEach(item -> collect(item, texts));
      default -> {}
    }
  }

  private static List<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }

  private static String without(String text, MatchResult found, String instead) {
    return text.substring(0, found.start()) + instead + text.substring(found.end());
  }

  private void replace(String text, String instead, String what) {
    String name = "text " + text.lines().findFirst().orElse("") + ": " + what;
    copy(name, root -> replaceIn(rules(root), text, JsonNodeFactory.instance.stringNode(instead)));
  }

  private static void replaceIn(JsonNode node, String text, JsonNode instead) {
    switch (node) {
      case ObjectNode map ->
          map.properties()
              .forEach(
                  entry -> {
                    if (entry.getValue().asString("").equals(text)) {
                      entry.setValue(instead);
                    } else {
                      replaceIn(entry.getValue(), text, instead);
                    }
                  });
      case ArrayNode items -> items.forEach(item -> replaceIn(item, text, instead));
      default -> {}
    }
  }

  private void patches() {
    for (JsonNode rule : rules(policy)) {
      String text = rule.at("/mutate/patchesJson6902").asString("");
      if (text.isEmpty()) {
        continue;
      }
      for (String operation : text.split("(?m)^(?=- )")) {
        String rest = text.replace(operation, "");
        replace(text, rest, "without " + operation.strip().replace("\n", " "));
      }
    }
  }

  private void copy(String name, Consumer<ObjectNode> change) {
    ObjectNode copy = policy.deepCopy();
    change.accept(copy);
    if (copy.equals(policy)) {
      throw new IllegalStateException("nothing broken: " + name);
    }
    if (copies.put(name, copy) != null) {
      throw new IllegalStateException("broken twice: " + name);
    }
  }

  private static JsonNode rules(JsonNode policy) {
    return policy.at("/spec/rules");
  }
}
