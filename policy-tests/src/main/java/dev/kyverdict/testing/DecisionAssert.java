package dev.kyverdict.testing;

import dev.kyverdict.engine.ClusterReader.Answer;
import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.engine.admission.Response;
import dev.kyverdict.engine.admission.RuleResult;
import dev.kyverdict.engine.context.CallRecord;
import dev.kyverdict.values.Wildcard;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;
import tools.jackson.databind.JsonNode;

/**
 * Says what Kyverno, and the API server behind it, made of a request. Rules go by their name, or by
 * {@code policy/rule} where a name is not enough. A live cluster shows its answers and not how
 * Kyverno came to them: there, words about rules and calls are taken on trust from the other
 * judges.
 */
public final class DecisionAssert extends AbstractAssert<DecisionAssert, Step> {

  private static final String EXCLUDED = "resource excluded since";

  private boolean saidWhy;

  DecisionAssert(Step actual) {
    super(actual, DecisionAssert.class);
    actual.reply();
  }

  private DecisionAssert check(boolean holds, String expected, String was, String... more) {
    if (!holds) {
      List<String> facts = new ArrayList<>();
      facts.add("expected  : " + expected);
      facts.add("but was   : " + was);
      facts.addAll(List.of(more));
      failWithMessage("%s", actual.failure(facts));
    }
    return this;
  }

  /** The request goes through. */
  public DecisionAssert isAllowed() {
    return check(actual.ok(), "allowed", actual.outcome());
  }

  /** Kyverno refuses the request, and because of this rule. */
  public DecisionAssert isDeniedBy(String rule) {
    if (actual.isBlind()) {
      String name = rule.substring(rule.lastIndexOf('/') + 1);
      return check(
          actual.outcome().contains("admission webhook") && actual.outcome().contains(name),
          "denied by rule " + rule,
          actual.outcome());
    }
    boolean denied = actual.denying().isPresent();
    List<RuleResult> culprits =
        actual.denying().stream()
            .flatMap(decision -> Outcomes.culprits(decision).stream())
            .toList();
    boolean byIt = culprits.stream().anyMatch(result -> Outcomes.is(result, rule));
    String was = denied ? Outcomes.deniedBy(culprits, actual.outcome()) : actual.outcome();
    return denied && !byIt && !culprits.isEmpty()
        ? check(
            false,
            "denied by rule " + rule,
            was,
            "repair    : make the request one that only rule " + rule + " has something against")
        : check(byIt, "denied by rule " + rule, was);
  }

  /** Kyverno refuses the request because of this rule, and says this somewhere in its message. */
  public DecisionAssert isDeniedBy(String rule, String message) {
    isDeniedBy(rule);
    return check(
        actual.outcome().contains(message),
        "denied with a message that contains: " + message,
        actual.outcome());
  }

  /** The API server itself refuses the request: rights, schema, a conflict; Kyverno does not. */
  public DecisionAssert isRefused(int status, String message) {
    check(
        actual.denying().isEmpty(),
        "refused by the API server with " + status,
        "denied by Kyverno: " + actual.outcome(),
        "repair    : say isDeniedBy(rule) if Kyverno's denial is meant");
    return check(
        actual.reply().status() == status && actual.reply().message().contains(message),
        "refused with " + status + " and a message that contains: " + message,
        actual.outcome());
  }

  /** The call of the webhook fails: a crash, or an answer that never comes. */
  public DecisionAssert hasFailedWebhook() {
    return check(
        actual.outcome().contains("failed calling webhook")
            || actual.decisions().stream()
                .anyMatch(it -> it.response() instanceof Response.WebhookFailed),
        "the call of the webhook fails",
        actual.outcome());
  }

  /** No policy is asked about the request at all. */
  public DecisionAssert isNotSeenByKyverno() {
    saidWhy = true;
    return check(
        Outcomes.asked(actual).isEmpty(),
        "no policy is asked",
        "asked were " + Outcomes.asked(actual));
  }

  /**
   * Kyverno lets the request through and changes nothing. A rule must have looked at the object;
   * where that none does is what is meant, say {@link #hasNotMatched} or {@link
   * #isNotSeenByKyverno} before.
   */
  public DecisionAssert leavesObjectUnchanged() {
    isAllowed();
    List<JsonNode> operations =
        actual.decisions().stream().flatMap(it -> it.patch().valueStream()).toList();
    check(
        operations.isEmpty(),
        "unchanged",
        "changed by " + Outcomes.names(actual, RuleOutcome.Passed.class),
        operations.stream().map(operation -> "diff      : " + operation).toArray(String[]::new));
    return check(
        saidWhy || actual.isBlind() || Outcomes.someRuleMatched(actual),
        "unchanged although a rule looked at it",
        "no rule looked at it: " + Outcomes.whyNot(actual),
        "repair    : make a request that a rule matches, or say hasNotMatched(rule) or"
            + " isNotSeenByKyverno() before leavesObjectUnchanged()");
  }

  /** Afterwards the object is exactly this. */
  public DecisionAssert mutatesTo(String yaml) {
    JsonNode expected = Trees.yaml(yaml);
    JsonNode was = actual.isBlind() ? actual.object() : actual.decision().object();
    return check(
        actual.isBlind() ? Trees.holds(was, expected) : Trees.same(was, expected),
        "the object " + expected,
        "the object " + was);
  }

  /** A change of exactly one field. */
  public DecisionAssert changesOnly(String path, String yaml) {
    has(path, yaml);
    if (actual.isBlind()) {
      return this;
    }
    Decision decision = actual.decision();
    List<String> others = Differences.paths(decision.request().object(), decision.object(), path);
    return check(
        others.isEmpty(), "a change of " + path + " alone", "a change of " + others + " too");
  }

  /** Afterwards the object has a field that holds this, and did not before. */
  public DecisionAssert changes(String path, String yaml) {
    return has(path, yaml);
  }

  private DecisionAssert has(String path, String yaml) {
    isAllowed();
    JsonNode expected = Trees.yaml(yaml);
    if (actual.isBlind()) {
      JsonNode there = Trees.at(actual.object(), path);
      return check(
          Trees.holds(there, expected),
          path + " becomes " + expected,
          path + " is " + Outcomes.text(there));
    }
    Decision decision = actual.decision();
    JsonNode before = Trees.at(decision.request().object(), path);
    JsonNode after = Trees.at(decision.object(), path);
    check(
        Trees.holds(after, expected),
        path + " becomes " + expected,
        path + " is " + Outcomes.text(after));
    return check(
        !Trees.holds(before, expected),
        path + " becomes " + expected,
        path + " was that before",
        "repair    : send an object that has something else there");
  }

  /** The rule did its work, or found nothing to object to. */
  public DecisionAssert hasPassed(String rule) {
    return has(rule, "passed", RuleOutcome.Passed.class::isInstance);
  }

  /** The rule matched and its preconditions did not hold. */
  public DecisionAssert hasSkipped(String rule) {
    return has(rule, "skipped", RuleOutcome.Skipped.class::isInstance);
  }

  /** The rule found a violation. */
  public DecisionAssert hasFailed(String rule) {
    return has(rule, "failed", RuleOutcome.Failed.class::isInstance);
  }

  /** The rule ran into an error whose message contains this. */
  public DecisionAssert hasErrored(String rule, String message) {
    return has(
        rule,
        "errored with: " + message,
        it -> it instanceof RuleOutcome.Errored error && error.message().contains(message));
  }

  /** The rule does not look at the object. */
  public DecisionAssert hasNotMatched(String rule) {
    saidWhy = true;
    return has(rule, "not matched", RuleOutcome.NotMatched.class::isInstance);
  }

  /** The rule would look at the object, and its exclude keeps it out. */
  public DecisionAssert hasExcluded(String rule) {
    saidWhy = true;
    return has(
        rule,
        "excluded",
        it -> it instanceof RuleOutcome.NotMatched no && no.message().contains(EXCLUDED));
  }

  private DecisionAssert has(String rule, String what, Predicate<RuleOutcome> outcome) {
    if (actual.isBlind()) {
      return this;
    }
    List<RuleResult> results = Outcomes.of(actual, rule);
    String expected = "rule " + rule + " " + what;
    if (results.isEmpty()) {
      return check(
          false,
          expected,
          "no such rule was asked" + Outcomes.whyNoRule(actual),
          "repair    : " + Outcomes.repair(actual, rule));
    }
    return check(
        results.stream().allMatch(result -> outcome.test(result.outcome())),
        expected,
        Outcomes.said(results));
  }

  /**
   * A context entry asked the API server or a service for this path, and got this status.
   *
   * @param path with its query, nothing in it encoded; {@code *} and {@code ?} are wildcards
   */
  public DecisionAssert hasCalled(String path, int status) {
    if (actual.isBlind()) {
      return this;
    }
    List<CallRecord> calls = calls(path);
    String expected = "a call of " + path + " that is answered " + status;
    check(!calls.isEmpty(), expected, Outcomes.calls(actual));
    return check(
        calls.stream().anyMatch(call -> Outcomes.status(call.answer()) == status),
        expected,
        Outcomes.calls(actual));
  }

  /** A context entry asked for this path, and no answer came. */
  public DecisionAssert hasCalledInVain(String path) {
    if (actual.isBlind()) {
      return this;
    }
    return check(
        calls(path).stream()
            .map(CallRecord::answer)
            .anyMatch(it -> !(it instanceof Answer.Json) && !(it instanceof Answer.Text)),
        "a call of " + path + " that is not answered",
        Outcomes.calls(actual));
  }

  /** No context entry asked anybody anything. */
  public DecisionAssert hasCalledNobody() {
    if (actual.isBlind()) {
      return this;
    }
    boolean none = actual.decisions().stream().allMatch(it -> it.calls().isEmpty());
    return check(none, "no call", Outcomes.calls(actual));
  }

  private List<CallRecord> calls(String path) {
    return actual.decisions().stream()
        .flatMap(decision -> decision.calls().stream())
        .filter(call -> Wildcard.matches(path, decoded(call.call().url())))
        .toList();
  }

  private static String decoded(String url) {
    return URLDecoder.decode(url, StandardCharsets.UTF_8);
  }

  /** A generate rule has this object to make. */
  public DecisionAssert generates(String kind, String namespace, String name) {
    if (actual.isBlind()) {
      return this;
    }
    String title = Trees.title(kind, namespace, name);
    List<String> made = Outcomes.made(actual);
    return check(
        made.contains(title),
        "generates " + title,
        "generates " + made,
        "repair    : in a cluster the background controller generates: look eventually for the"
            + " object");
  }

  /** The client is warned with a text that contains this. */
  public DecisionAssert warns(String text) {
    List<String> warnings = actual.reply().warnings();
    return check(
        warnings.stream().anyMatch(warning -> warning.contains(text)),
        "a warning that contains: " + text,
        "warnings: " + warnings);
  }
}
