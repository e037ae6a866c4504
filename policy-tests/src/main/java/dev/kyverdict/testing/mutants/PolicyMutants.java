package dev.kyverdict.testing.mutants;

import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.render.ManifestReader;
import dev.kyverdict.render.Manifests;
import dev.kyverdict.testing.coverage.ConditionLists;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every copy of a policy with one thing taken out: the policy itself, a rule, its match, its
 * exclude, one condition.
 */
public final class PolicyMutants {

  /** An annotation that no object has: asking for it makes a filter match nothing. */
  private static final String NOBODY = "kyverdict.dev/carried-by-nothing";

  private final KyvernoPolicy policy;
  private final ObjectNode tree;
  private final List<Mutant> mutants = new ArrayList<>();

  private PolicyMutants(KyvernoPolicy policy) {
    this.policy = policy;
    this.tree = Manifests.tree(policy);
  }

  /** Of a policy. */
  public static List<Mutant> of(KyvernoPolicy policy) {
    PolicyMutants all = new PolicyMutants(policy);
    all.mutants.add(new Mutant(all.prefix() + "removed", policy, Optional.empty()));
    JsonNode rules = rules(all.tree);
    for (int i = 0; i < rules.size(); i++) {
      all.rule(i, rules.get(i), rules.size() > 1);
    }
    return List.copyOf(all.mutants);
  }

  private void rule(int index, JsonNode rule, boolean oneOfSeveral) {
    String name = "rule " + rule.path("name").asString("") + ": ";
    if (oneOfSeveral) {
      mutant(name + "removed", root -> rules(root).remove(index));
    }
    mutant(name + "match emptied", root -> empty(rules(root).get(index).path("match")));
    if (rule.has("exclude")) {
      mutant(
          name + "exclude dropped",
          root -> ((ObjectNode) rules(root).get(index)).remove("exclude"));
    }
    for (String pointer : ConditionLists.pointers(rule)) {
      for (int i = 0; i < rule.at(pointer).size(); i++) {
        int condition = i;
        mutant(
            name + "condition dropped: " + text(rule.at(pointer).get(i)),
            root -> drop(rules(root).get(index), pointer, condition));
      }
    }
  }

  private static String text(JsonNode condition) {
    return "%s %s %s"
        .formatted(
            condition.path("key"),
            condition.path("operator").asString(""),
            condition.path("value"));
  }

  private static void empty(JsonNode match) {
    List<JsonNode> filters = new ArrayList<>();
    match.path("any").forEach(filters::add);
    match.path("all").forEach(filters::add);
    if (filters.isEmpty()) {
      filters.add(match);
    }
    for (JsonNode filter : filters) {
      ObjectNode resources =
          filter.path("resources") instanceof ObjectNode there
              ? there
              : ((ObjectNode) filter).putObject("resources");
      ObjectNode annotations =
          resources.path("annotations") instanceof ObjectNode there
              ? there
              : resources.putObject("annotations");
      annotations.put(NOBODY, "true");
    }
  }

  /** An empty list of conditions is not the same as none: the last one takes its list along. */
  private static void drop(JsonNode rule, String pointer, int index) {
    ArrayNode list = (ArrayNode) rule.at(pointer);
    list.remove(index);
    JsonPointer at = JsonPointer.compile(pointer);
    while (rule.at(at).isEmpty()) {
      JsonPointer above = at.head();
      ((ObjectNode) rule.at(above)).remove(at.last().getMatchingProperty());
      boolean isConditions = at.last().getMatchingProperty().endsWith("onditions");
      if (isConditions) {
        return;
      }
      at = above;
    }
  }

  private void mutant(String what, Consumer<ObjectNode> change) {
    ObjectNode copy = tree.deepCopy();
    change.accept(copy);
    var read = ManifestReader.read("mutant", copy.toString());
    if (read.manifests().size() != 1
        || !(read.manifests().getFirst() instanceof KyvernoPolicy broken)) {
      throw new IllegalStateException(prefix() + what + ": " + read.problems());
    }
    mutants.add(new Mutant(prefix() + what, policy, Optional.of(broken)));
  }

  private String prefix() {
    return "policy " + policy.metadata().name() + ", ";
  }

  private static ArrayNode rules(ObjectNode root) {
    return (ArrayNode) root.path("spec").path("rules");
  }
}
