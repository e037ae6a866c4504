package dev.kyverdict.testing.coverage;

import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.engine.admission.RuleResult;
import dev.kyverdict.engine.context.CallRecord;
import dev.kyverdict.engine.context.ConditionStep;
import dev.kyverdict.model.KyvernoPolicy;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which ways the rules of policies have been seen to go: whether each matched and did not,
 * excluded, each of its conditions both ways, and which kinds of answers each of its API calls got.
 * May be shared between threads.
 */
public final class Coverage {

  private static final String NOT_ASKED = "Kyverno is not asked";
  private static final String EXCLUDED = "resource excluded since";

  private final Map<String, List<PolicyShape>> policies = new LinkedHashMap<>();
  private final Map<String, Set<String>> ways = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();

  /** Nothing was seen yet. */
  public Coverage() {}

  /** A policy that tests are about; every rule of it is to be shown. */
  public synchronized void add(KyvernoPolicy policy) {
    policies.merge(
        policy.metadata().name(),
        PolicyShape.of(policy),
        (known, fresh) -> {
          List<PolicyShape> all = new ArrayList<>(known);
          fresh.stream().filter(shape -> !all.contains(shape)).forEach(all::add);
          return all;
        });
  }

  /** A decision that was taken. */
  public synchronized void add(Decision decision) {
    decision.rules().forEach(this::see);
  }

  private void see(RuleResult result) {
    if (result.outcome().message().startsWith(NOT_ASKED)) {
      return;
    }
    asked.add(result.policy());
    String rule = result.policy() + "/" + original(result);
    Set<String> seen = ways.computeIfAbsent(rule, name -> new LinkedHashSet<>());
    switch (result.outcome()) {
      case RuleOutcome.NotMatched(String message) ->
          seen.add(message.contains(EXCLUDED) ? "excluded" : "not matched");
      default -> seen.add("matched");
    }
    for (ConditionStep step : result.trace().conditions()) {
      var compared = step.compared();
      var condition = compared.condition();
      String text = PolicyShape.text(condition.key(), condition.operator(), condition.value());
      seen.add(text + " " + compared.holds());
    }
    for (CallRecord call : result.trace().calls()) {
      shape(rule)
          .flatMap(shape -> entry(shape, call.call().url()))
          .ifPresent(entry -> seen.add(entry + " " + AnswerClass.of(call.answer())));
    }
  }

  /** The rule of which one was derived for pod controllers. */
  private String original(RuleResult result) {
    for (PolicyShape shape : policies.getOrDefault(result.policy(), List.of())) {
      String name = shape.rule().substring(result.policy().length() + 1);
      if (result.rule().equals("autogen-" + name)
          || result.rule().equals("autogen-cronjob-" + name)) {
        return name;
      }
    }
    return result.rule();
  }

  private Optional<PolicyShape> shape(String rule) {
    return policies.values().stream()
        .flatMap(List::stream)
        .filter(shape -> shape.rule().equals(rule))
        .findFirst();
  }

  private static Optional<String> entry(PolicyShape shape, String url) {
    String decoded = URLDecoder.decode(url, StandardCharsets.UTF_8);
    return shape.calls().entrySet().stream()
        .filter(entry -> entry.getValue().matcher(decoded).matches())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** What makes a green test worthless: a policy or a rule never tried, a one-sided condition. */
  public synchronized List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>();
    policies.forEach(
        (policy, rules) -> {
          if (!asked.contains(policy)) {
            gaps.add(
                new Gap(
                    "policy %s was never asked".formatted(policy),
                    "make a request that reaches its webhook, or do not apply it"));
          } else {
            rules.forEach(rule -> gaps(rule, gaps));
          }
        });
    return gaps;
  }

  private void gaps(PolicyShape shape, List<Gap> gaps) {
    Set<String> seen = ways.getOrDefault(shape.rule(), Set.of());
    if (!seen.contains("matched")) {
      gaps.add(
          new Gap(
              "rule %s never matched".formatted(shape.rule()),
              "make a request that it matches: compare its match with the story of a test"));
      return;
    }
    for (String condition : shape.conditions()) {
      boolean held = seen.contains(condition + " true");
      boolean failed = seen.contains(condition + " false");
      String what = "condition %s of rule %s ".formatted(condition, shape.rule());
      if (!held && !failed) {
        gaps.add(new Gap(what + "was never looked at", "add a test that gets as far as to it"));
      } else if (!held || !failed) {
        gaps.add(
            new Gap(what + "was only ever " + held, "add a test in which it is " + failed(held)));
      }
    }
  }

  private static String failed(boolean held) {
    return held ? "false" : "true";
  }

  /** Every way that there is, and whether it was seen. */
  private Map<String, Map<String, Boolean>> table() {
    Map<String, Map<String, Boolean>> table = new LinkedHashMap<>();
    for (PolicyShape shape : policies.values().stream().flatMap(List::stream).toList()) {
      Set<String> seen = ways.getOrDefault(shape.rule(), Set.of());
      Map<String, Boolean> row = table.computeIfAbsent(shape.rule(), r -> new LinkedHashMap<>());
      possible(shape).forEach(way -> row.put(way, seen.contains(way)));
    }
    return table;
  }

  private static List<String> possible(PolicyShape shape) {
    List<String> possible = new ArrayList<>(List.of("matched", "not matched"));
    if (shape.excludes()) {
      possible.add("excluded");
    }
    for (String condition : shape.conditions()) {
      possible.add(condition + " true");
      possible.add(condition + " false");
    }
    for (String call : shape.calls().keySet()) {
      for (AnswerClass answer : AnswerClass.values()) {
        possible.add(call + " " + answer);
      }
    }
    return possible;
  }

  /** How many percent of all ways were seen; 100 when there are none. */
  public synchronized int percent() {
    List<Boolean> all = table().values().stream().flatMap(row -> row.values().stream()).toList();
    long seen = all.stream().filter(way -> way).count();
    return all.isEmpty() ? 100 : (int) (100 * seen / all.size());
  }

  /** A line a way, and the share of those that were seen. */
  public synchronized String report() {
    StringBuilder report = new StringBuilder();
    table()
        .forEach(
            (rule, row) -> {
              long seen = row.values().stream().filter(way -> way).count();
              report.append("%s: %d of %d\n".formatted(rule, seen, row.size()));
              row.forEach(
                  (way, was) ->
                      report.append(was ? "  seen   " : "  never  ").append(way).append('\n'));
            });
    return report.append("coverage of outcomes: %d %%\n".formatted(percent())).toString();
  }
}
