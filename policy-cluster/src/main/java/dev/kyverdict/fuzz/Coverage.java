package dev.kyverdict.fuzz;

import dev.kyverdict.engine.conditions.Operator;
import dev.kyverdict.fuzz.Differential.Outcome;
import dev.kyverdict.jmespath.Functions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the cases of a run have hit, and what they have not. */
public final class Coverage {

  private static final Pattern CALL = Pattern.compile("([a-z_0-9]+)\\(");

  private static final Pattern ANCHOR = Pattern.compile("([+<=X^]?)\\(.+\\)");

  private static final List<String> FORMS =
      List.of(
          "mutate/merge",
          "mutate/json",
          "mutate/nested",
          "validate/pattern",
          "validate/anyPattern",
          "validate/deny",
          "validate/nested",
          "generate/data",
          "generate/clone");

  private static final List<String> OUTCOMES = List.of("pass", "fail", "skip", "error");

  private static final int LEAST_SHARE = 20;

  private final Map<String, Map<String, Integer>> counts = new TreeMap<>();

  /** Starts with nothing hit. */
  public Coverage() {
    Functions.all().forEach(function -> expect("function", function.name()));
    for (Operator operator : Operator.values()) {
      expect("operator", operator.toString());
    }
    List.of("()", "+()", "<()", "=()", "X()", "^()").forEach(anchor -> expect("anchor", anchor));
    FORMS.forEach(form -> expect("foreach", form));
    for (ApiAnswers.Kind kind : ApiAnswers.Kind.values()) {
      expect("answer", kind.toString());
    }
    OUTCOMES.forEach(outcome -> expect("outcome", outcome));
  }

  /** Counts a case. */
  public void add(Outcome outcome) {
    ObjectNode question = outcome.about().question();
    hit("family", outcome.about().family());
    hit("relation", outcome.relation().toString());
    texts(question);
    keys(question);
    for (String action : List.of("mutate", "validate", "generate")) {
      question.findValues(action).forEach(tree -> forEaches(action, tree.path("foreach")));
    }
    if (!outcome.packages().path("calls").isEmpty()) {
      question.path("api").forEach(this::answers);
    }
    outcome
        .packages()
        .path("rules")
        .forEach(rule -> hit("outcome", rule.path("status").asString("")));
  }

  private void answers(JsonNode answer) {
    if (answer.isArray()) {
      answer.forEach(this::answers);
    } else {
      hit("answer", ApiAnswers.kind(answer).toString());
    }
  }

  private void texts(JsonNode tree) {
    if (tree.isString()) {
      Matcher matcher = CALL.matcher(tree.asString(""));
      while (matcher.find()) {
        if (Functions.named(matcher.group(1)).isPresent()) {
          hit("function", matcher.group(1));
        }
      }
    } else {
      tree.forEach(this::texts);
    }
  }

  private void keys(JsonNode tree) {
    if (tree instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        Matcher matcher = ANCHOR.matcher(member.getKey());
        if (matcher.matches()) {
          hit("anchor", matcher.group(1) + "()");
        } else if (member.getKey().equals("operator")) {
          Operator.find(member.getValue().asString(""))
              .ifPresent(operator -> hit("operator", operator.toString()));
        }
      }
    }
    tree.forEach(this::keys);
  }

  private void forEaches(String action, JsonNode list) {
    for (JsonNode one : list) {
      for (String field : List.of("pattern", "anyPattern", "deny", "data", "clone")) {
        if (one.has(field)) {
          hit("foreach", action + "/" + field);
        }
      }
      if (one.has("patchStrategicMerge")) {
        hit("foreach", action + "/merge");
      }
      if (one.has("patchesJson6902")) {
        hit("foreach", action + "/json");
      }
      if (one.has("foreach")) {
        hit("foreach", action + "/nested");
        forEaches(action, one.path("foreach"));
      }
    }
  }

  private void expect(String group, String name) {
    counts.computeIfAbsent(group, any -> new TreeMap<>()).put(name, 0);
  }

  private void hit(String group, String name) {
    counts.computeIfAbsent(group, any -> new TreeMap<>()).merge(name, 1, Integer::sum);
  }

  /** What was not hit, and the outcomes that are too rare; empty when nothing is missing. */
  public List<String> missing() {
    List<String> missing = new ArrayList<>();
    counts.forEach(
        (group, names) ->
            names.forEach(
                (name, count) -> {
                  if (count == 0) {
                    missing.add(group + " " + name);
                  }
                }));
    for (String outcome : List.of("pass", "skip", "error")) {
      if (share(outcome) < LEAST_SHARE) {
        missing.add("outcome %s: %.1f %%".formatted(outcome, share(outcome)));
      }
    }
    return missing;
  }

  /** Whether nothing is missing. */
  public boolean complete() {
    return missing().isEmpty();
  }

  private double share(String outcome) {
    Map<String, Integer> outcomes = counts.getOrDefault("outcome", Map.of());
    int sum = outcomes.values().stream().mapToInt(Integer::intValue).sum();
    return sum == 0 ? 0 : 100.0 * outcomes.getOrDefault(outcome, 0) / sum;
  }

  /** A line a group: what was hit and how often. */
  public String report() {
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (group, names) -> {
          long hit = names.values().stream().filter(count -> count > 0).count();
          text.append("%s: %d of %d%n".formatted(group, hit, names.size()));
          names.forEach((name, count) -> text.append("  %s %d".formatted(name, count)));
          text.append(System.lineSeparator());
        });
    text.append(
        "shares: pass %.1f %%, skip %.1f %%, error %.1f %%, fail %.1f %%%n"
            .formatted(share("pass"), share("skip"), share("error"), share("fail")));
    return text.toString();
  }
}
