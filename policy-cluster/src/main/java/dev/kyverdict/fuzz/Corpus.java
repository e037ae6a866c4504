package dev.kyverdict.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Real policies and objects from which cases are grown.
 *
 * @param policies policies that the engine can judge
 * @param objects objects by their kind
 * @param cases whole cases, such as those that were recorded
 */
public record Corpus(
    List<ObjectNode> policies, Map<String, List<ObjectNode>> objects, List<ObjectNode> cases) {

  /** Nothing to grow from. */
  public static final Corpus EMPTY = new Corpus(List.of(), Map.of(), List.of());

  /** Copies the lists. */
  public Corpus {
    policies = List.copyOf(policies);
    objects = new LinkedHashMap<>(objects);
    cases = List.copyOf(cases);
  }

  /** Whether nothing can be grown from it. */
  public boolean isEmpty() {
    return policies.isEmpty() && cases.isEmpty();
  }

  /** A question grown from one of its policies or cases. */
  ObjectNode grow(Dice dice) {
    boolean fromCase = policies.isEmpty() || (!cases.isEmpty() && dice.chance(50));
    ObjectNode question = fromCase ? dice.of(cases).deepCopy() : asked(dice, dice.of(policies));
    for (int left = dice.below(4); left > 0; left--) {
      Mutator.mutate(dice, question);
    }
    return question;
  }

  private ObjectNode asked(Dice dice, ObjectNode policy) {
    List<ObjectNode> fitting = new ArrayList<>();
    for (String kind : kinds(policy)) {
      fitting.addAll(objects.getOrDefault(kind, List.of()));
    }
    ObjectNode object = fitting.isEmpty() ? Objects.next(dice) : dice.of(fitting).deepCopy();
    ObjectNode question = Json.object();
    question.set("request", Requests.request(dice, object));
    question.set("policy", policy);
    question.set("api", Json.object("*", ApiAnswers.next(dice)));
    question.put("clock", "2024-05-06T07:08:09Z");
    return (ObjectNode) Json.parse(question.toString());
  }

  private static List<String> kinds(JsonNode policy) {
    List<String> kinds = new ArrayList<>();
    for (JsonNode list : policy.path("spec").findValues("kinds")) {
      for (JsonNode kind : list) {
        String name = kind.asString("");
        kinds.add(name.substring(name.lastIndexOf('/') + 1));
      }
    }
    return kinds;
  }
}
