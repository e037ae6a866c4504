package dev.kyverdict.testing;

import dev.kyverdict.engine.ClusterReader.Answer;
import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.engine.admission.Response;
import dev.kyverdict.engine.admission.RuleResult;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What rules said, in the words of assertions. */
final class Outcomes {

  private static final String NOT_ASKED = "Kyverno is not asked";

  private Outcomes() {}

  static boolean is(RuleResult result, String rule) {
    return result.rule().equals(rule) || full(result).equals(rule);
  }

  private static String full(RuleResult result) {
    return result.policy() + "/" + result.rule();
  }

  private static Stream<RuleResult> all(Step step) {
    return step.decisions().stream().flatMap(decision -> decision.rules().stream());
  }

  static List<RuleResult> of(Step step, String rule) {
    return all(step).filter(result -> is(result, rule)).toList();
  }

  /** The rules for which a decision is a refusal. */
  static List<RuleResult> culprits(Decision decision) {
    return switch (decision.response()) {
      case Response.Denied(String message) ->
          decision.rules().stream()
              .filter(result -> isBad(result.outcome()) && message.contains(result.rule()))
              .toList();
      default -> decision.rules().stream().filter(it -> isWorse(it.outcome())).toList();
    };
  }

  private static boolean isBad(RuleOutcome outcome) {
    return outcome instanceof RuleOutcome.Failed || outcome instanceof RuleOutcome.Errored;
  }

  private static boolean isWorse(RuleOutcome outcome) {
    return outcome instanceof RuleOutcome.Crashed
        || outcome instanceof RuleOutcome.Endless
        || outcome instanceof RuleOutcome.TimedOut;
  }

  static String deniedBy(List<RuleResult> culprits, String message) {
    String names =
        culprits.stream().map(Outcomes::full).distinct().collect(Collectors.joining(", "));
    return names.isEmpty()
        ? "denied by no rule: " + message
        : "denied by " + names + ": " + message;
  }

  static boolean someRuleMatched(Step step) {
    return all(step).anyMatch(it -> !(it.outcome() instanceof RuleOutcome.NotMatched));
  }

  /** The names of the rules that a webhook was called for. */
  static Set<String> asked(Step step) {
    return all(step)
        .filter(result -> !result.outcome().message().startsWith(NOT_ASKED))
        .map(Outcomes::full)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The names of the rules that were asked. */
  static Set<String> names(Step step) {
    return all(step).map(Outcomes::full).collect(Collectors.toCollection(TreeSet::new));
  }

  static String names(Step step, Class<? extends RuleOutcome> outcome) {
    return all(step)
        .filter(result -> outcome.isInstance(result.outcome()))
        .map(Outcomes::full)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  static String whyNot(Step step) {
    Optional<String> notSeen =
        step.decisions().stream().flatMap(it -> it.notSeen().stream()).findFirst();
    if (notSeen.isPresent()) {
      return "no policy is asked, " + notSeen.get();
    }
    Set<String> names = names(step);
    return names.isEmpty() ? "no rule was asked" : "none of " + names + " matched";
  }

  static String whyNoRule(Step step) {
    Set<String> names = names(step);
    return names.isEmpty() ? ": " + whyNot(step) : "; asked were " + names;
  }

  /** What to do about the name of a rule that nobody knows. */
  static String repair(Step step, String rule) {
    if (names(step).isEmpty()) {
      return "make a request that reaches a policy with that rule";
    }
    String bare = rule.substring(rule.lastIndexOf('/') + 1);
    return names(step).stream()
        .map(name -> name.substring(name.lastIndexOf('/') + 1))
        .filter(name -> distance(name, bare) <= 2)
        .findFirst()
        .map(name -> "did you mean " + name + "?")
        .orElse("apply a policy with that rule, or correct the name");
  }

  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      int corner = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int above = row[j];
        int change = i > 0 && left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        row[j] = i == 0 ? j : Math.min(corner + change, Math.min(above, row[j - 1]) + 1);
        corner = above;
      }
    }
    return row[right.length()];
  }

  static String said(List<RuleResult> results) {
    return results.stream()
        .map(result -> word(result.outcome()) + message(result.outcome().message()))
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private static String message(String message) {
    return message.isEmpty() ? "" : ": " + message.strip().replaceAll("\\s*\\n\\s*", " ");
  }

  private static String word(RuleOutcome outcome) {
    return switch (outcome) {
      case RuleOutcome.NotMatched no -> "not matched";
      case RuleOutcome.Silent no -> "no response";
      case RuleOutcome.Passed yes -> "passed";
      case RuleOutcome.Skipped yes -> "skipped";
      case RuleOutcome.Failed yes -> "failed";
      case RuleOutcome.Errored yes -> "errored";
      case RuleOutcome.NotSupported no -> "not judged";
      case RuleOutcome.Crashed no -> "crashed";
      case RuleOutcome.Endless no -> "endless";
      case RuleOutcome.TimedOut no -> "timed out";
    };
  }

  /** The HTTP status of an answer; 0 when none came. */
  static int status(Answer answer) {
    return switch (answer) {
      case Answer.Json(int status, JsonNode body) -> status;
      case Answer.Text(int status, String body) -> status;
      case Answer.TimedOut late -> 0;
      case Answer.Refused refused -> 0;
      case Answer.Broken broken -> 0;
      case Answer.Hangs hangs -> 0;
    };
  }

  static String calls(Step step) {
    String calls =
        step.decisions().stream()
            .flatMap(decision -> decision.calls().stream())
            .map(
                call -> {
                  int status = status(call.answer());
                  return call.call() + " -> " + (status == 0 ? "no answer" : status);
                })
            .collect(Collectors.joining(", "));
    return calls.isEmpty() ? "no call" : calls;
  }

  static List<String> made(Step step) {
    return step.decisions().stream()
        .flatMap(decision -> decision.generated().stream())
        .flatMap(made -> Stream.concat(made.created().stream(), made.updated().stream()))
        .map(Trees::title)
        .toList();
  }

  static String text(JsonNode node) {
    return node.isMissingNode() ? "absent" : node.toString();
  }
}
