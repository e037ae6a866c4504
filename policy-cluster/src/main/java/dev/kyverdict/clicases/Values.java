package dev.kyverdict.clicases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The values of a test: what a file of kind Values holds ({@code variables/variables.go}).
 *
 * @param tree its fields, with float numbers
 */
record Values(JsonNode tree) {

  private static final String OPERATION = "request.operation";

  /** The values that are set for every rule of a policy on an object of a name. */
  Map<String, JsonNode> of(String policy, String object) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    put(tree.path("globalValues"), values);
    for (JsonNode some : tree.path("policies")) {
      if (named(some, policy)) {
        for (JsonNode resource : some.path("resources")) {
          if (named(resource, object)) {
            put(resource.path("values"), values);
          }
        }
      }
    }
    values.putIfAbsent(OPERATION, JsonNodeFactory.instance.stringNode("CREATE"));
    return values;
  }

  /** The values that are set before the entries of a rule; of those for a foreach the first. */
  Map<String, JsonNode> ofRule(String policy, String rule) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    Optional<JsonNode> found = rule(policy, rule);
    if (found.isPresent()) {
      put(found.get().path("values"), values);
      found
          .get()
          .path("foreachValues")
          .properties()
          .forEach(entry -> values.put(entry.getKey(), entry.getValue().path(0)));
    }
    return values;
  }

  private Optional<JsonNode> rule(String policy, String rule) {
    for (JsonNode some : tree.path("policies")) {
      if (named(some, policy)) {
        for (JsonNode candidate : some.path("rules")) {
          String name = candidate.path("name").asString("");
          if (List.of(name, "autogen-" + name, "autogen-cronjob-" + name).contains(rule)) {
            return Optional.of(candidate);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean named(JsonNode some, String name) {
    return some.path("name").asString("").equals(name);
  }

  private static void put(JsonNode some, Map<String, JsonNode> values) {
    some.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
  }

  /** The labels of a namespace. */
  Map<String, String> labels(String namespace) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (JsonNode selector : tree.path("namespaceSelector")) {
      if (named(selector, namespace)) {
        labels.clear();
        put(labels, selector.path("labels"));
      }
    }
    for (JsonNode object : tree.path("namespaces")) {
      if (CliObjects.name(object).equals(namespace)) {
        labels.clear();
        put(labels, object.path("metadata").path("labels"));
      }
    }
    return labels;
  }

  private static void put(Map<String, String> labels, JsonNode some) {
    some.properties().forEach(entry -> labels.put(entry.getKey(), entry.getValue().asString("")));
  }

  /** The pairs of a subresource and its parent. */
  Iterable<JsonNode> subresources() {
    return tree.path("subresources");
  }

  /** The fields of a key, which dots separate; one in quotes may hold dots. */
  static List<String> path(String key) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c == '"' && (quoted || field.isEmpty())) {
        quoted = !quoted;
      } else if (c == '.' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
