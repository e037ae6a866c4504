package dev.kyverdict.clicases;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One of the {@code results} of a test file.
 *
 * @param tree the fields as they stand
 */
record Expectation(JsonNode tree) {

  /** One of the {@code resourceSpecs}. */
  record Specification(String apiVersion, String namespace, String name) {}

  String policy() {
    return text("policy");
  }

  /** Without the namespace before it. */
  String policyName() {
    return policy().substring(policy().lastIndexOf('/') + 1);
  }

  String rule() {
    return text("rule");
  }

  String result() {
    return text("result");
  }

  String operation() {
    return text("operation");
  }

  String patchedResources() {
    return text("patchedResources");
  }

  String cloneSourceResource() {
    return text("cloneSourceResource");
  }

  boolean failsOnMissingResources() {
    return tree.path("failOnMissingResources").asBoolean(false);
  }

  /** {@code resources}; without any, the specifications do not count either. */
  List<String> resources() {
    return texts(tree.path("resources"));
  }

  List<Specification> specifications() {
    List<Specification> all = new ArrayList<>();
    for (JsonNode spec : tree.path("resourceSpecs")) {
      String group = spec.path("group").asString("");
      String version = spec.path("version").asString("");
      all.add(
          new Specification(
              group.isEmpty() ? version : group + "/" + version,
              spec.path("namespace").asString(""),
              spec.path("name").asString("")));
    }
    return all;
  }

  boolean namesResources() {
    return tree.path("resources").isArray();
  }

  /** The files with what may be generated. */
  List<String> generatedResources() {
    List<String> several = texts(tree.path("generatedResources"));
    String one = text("generatedResource");
    return several.isEmpty() && !one.isEmpty() ? List.of(one) : several;
  }

  /** Whether a rule is the one that is meant, or derived from it. */
  boolean means(String ruleName) {
    return rule().isEmpty()
        || ruleName.equals(rule())
        || ruleName.equals("autogen-" + rule())
        || ruleName.equals("autogen-cronjob-" + rule());
  }

  private String text(String field) {
    return tree.path(field).asString("");
  }

  static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asString("")));
    return texts;
  }
}
