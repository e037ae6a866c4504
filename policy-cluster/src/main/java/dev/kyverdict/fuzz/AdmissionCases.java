package dev.kyverdict.fuzz;

import dev.kyverdict.fuzz.Scene.Mood;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Cases of the family admission: a request, policies, and the cluster that they ask. */
final class AdmissionCases {

  private static final Mood[] MOODS = Mood.values();

  private final Dice dice;
  private final Scene scene;

  private AdmissionCases(Dice dice) {
    this.dice = dice;
    this.scene = new Scene(dice, Objects.next(dice));
  }

  static ObjectNode next(Dice dice) {
    return new AdmissionCases(dice).question();
  }

  private ObjectNode question() {
    ObjectNode question = Json.object();
    boolean generates = dice.chance(12);
    question.set("request", Requests.request(dice, scene.object));
    if (dice.chance(92) || generates) {
      question.set("policy", policy("p", generates));
    } else {
      question.set("policies", Json.array(policy("p1", false), policy("p2", false)));
    }
    put(question, "api", scene.api);
    put(question, "configMaps", scene.configMaps);
    put(question, "globals", scene.globals);
    if (generates) {
      question.set("objects", new Generations(scene).objects());
    }
    if (dice.chance(4)) {
      question.set(
          "config",
          Json.read(
              dice.of(
                  "{'excludeGroups':'dev'}",
                  "{'excludeUsernames':'al*'}",
                  "{'resourceFilters':'[*,app,*]'}",
                  "{'resourceFilters':'[Pod,*,p*]'}",
                  "{'resourceFilters':'[*/*,kube-system,*]'}")));
    }
    question.put("clock", "2024-05-06T07:08:09Z");
    return question;
  }

  private static void put(ObjectNode question, String name, ObjectNode value) {
    if (!value.isEmpty()) {
      question.set(name, value);
    }
  }

  private ObjectNode policy(String name, boolean generates) {
    boolean isNamespaced = !generates && dice.chance(5) && !scene.kind().equals("Namespace");
    ObjectNode metadata = Json.object("name", Json.text(name));
    if (isNamespaced) {
      metadata.put("namespace", dice.of("app", "app", "app", "prod"));
    }
    if (dice.chance(12)) {
      metadata.set(
          "annotations",
          Json.object(
              "pod-policies.kyverno.io/autogen-controllers",
              Json.text(dice.of("none", "Deployment", "Deployment,CronJob", "DaemonSet"))));
    }
    ObjectNode policy = Json.object();
    policy.put("apiVersion", "kyverno.io/v1");
    policy.put("kind", isNamespaced ? "Policy" : "ClusterPolicy");
    policy.set("metadata", metadata);
    policy.set("spec", spec(generates));
    return policy;
  }

  private ObjectNode spec(boolean generates) {
    ObjectNode spec = Json.object();
    spec.put("background", false);
    if (dice.chance(30)) {
      spec.put("failurePolicy", dice.of("Ignore", "Ignore", "Fail"));
    }
    if (dice.chance(35)) {
      spec.put("validationFailureAction", dice.of("Enforce", "Enforce", "Audit"));
    }
    if (dice.chance(8)) {
      spec.put("applyRules", "One");
    }
    ArrayNode rules = Json.array();
    int count = 1 + dice.weighted(62, 25, 13);
    for (int i = 0; i < count; i++) {
      rules.add(rule("r" + i, generates));
    }
    spec.set("rules", rules);
    return spec;
  }

  private ObjectNode rule(String name, boolean generates) {
    scene.mood = MOODS[dice.weighted(26, 26, 30, 18)];
    scene.entries.clear();
    Matches matches = new Matches(scene);
    ObjectNode rule = Json.object("name", Json.text(name));
    rule.set("match", matches.match());
    if (dice.chance(8)) {
      rule.set("exclude", matches.exclude());
    }
    if (dice.chance(65)) {
      ArrayNode entries = new ContextEntries(scene).entries(3, "x");
      if (!entries.isEmpty()) {
        rule.set("context", entries);
      }
    }
    preconditions(rule);
    if (generates) {
      rule.set("generate", new Generations(scene).generate());
    } else if (dice.chance(52)) {
      rule.set("mutate", new Mutations(scene).mutate());
    } else {
      rule.set("validate", new Validations(scene).validate());
    }
    return rule;
  }

  private void preconditions(ObjectNode rule) {
    boolean skips = scene.mood == Mood.SKIP;
    if (dice.chance(skips ? 85 : 45)) {
      boolean wanted = skips ? dice.chance(10) : dice.chance(88);
      rule.set("preconditions", new RuleConditions(scene).rule(wanted));
    }
  }
}
