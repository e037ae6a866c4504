package dev.kyverdict.engine.match;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.autogen.Autogen;
import dev.kyverdict.engine.match.MatchConditions.View;
import dev.kyverdict.engine.match.Sighting.Cause;
import dev.kyverdict.engine.match.Sighting.NotSeen;
import dev.kyverdict.engine.match.Sighting.Refused;
import dev.kyverdict.engine.match.Sighting.Seen;
import dev.kyverdict.model.Action;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.model.Policy;
import dev.kyverdict.model.Rule;
import dev.kyverdict.model.Spec.FailurePolicy;
import dev.kyverdict.model.Spec.MatchCondition;
import dev.kyverdict.model.Spec.WebhookConfiguration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A policy with what it registers.
 *
 * @param policy the policy
 * @param kinds the kinds under which Kyverno finds it again
 * @param mutating what they register with the mutating webhook
 * @param validating the same with the validating one
 * @param ignored whether the webhook is one that is ignored when it fails
 * @param alone whether it is the policy's own
 * @param conditions the webhook's match conditions
 */
record RegisteredPolicy(
    KyvernoPolicy policy,
    Map<Work, List<KindSelector>> kinds,
    List<Registration.Entry> mutating,
    List<Registration.Entry> validating,
    boolean ignored,
    boolean alone,
    MatchConditions conditions) {

  private static final Sighting SEEN = new Seen();

  static RegisteredPolicy of(
      KyvernoPolicy policy,
      MatchConditions common,
      Function<List<MatchCondition>, MatchConditions> compile) {
    List<Rule> rules = Autogen.rules(policy);
    List<MatchCondition> own =
        policy
            .spec()
            .webhookConfiguration()
            .map(WebhookConfiguration::matchConditions)
            .orElse(List.of());
    FailurePolicy failurePolicy =
        policy
            .spec()
            .webhookConfiguration()
            .flatMap(WebhookConfiguration::failurePolicy)
            .or(policy.spec()::failurePolicy)
            .orElse(FailurePolicy.FAIL);
    return new RegisteredPolicy(
        policy,
        kinds(rules),
        Registration.of(rules, true).entries(),
        Registration.of(rules, false).entries(),
        failurePolicy == FailurePolicy.IGNORE,
        !own.isEmpty(),
        own.isEmpty() ? common : compile.apply(own));
  }

  /** Whether a rule does such work. */
  boolean does(Work work) {
    for (Rule rule : policy.spec().rules()) {
      if (work.isDoneBy(rule.action())) {
        return true;
      }
    }
    return false;
  }

  boolean isNamespaced() {
    return policy instanceof Policy;
  }

  /** What it registers. */
  List<Registration.Entry> entries(boolean inMutating) {
    return inMutating ? mutating : validating;
  }

  /** Whether it is in the webhook at all. */
  boolean isIn(boolean inMutating) {
    return policy.spec().admission()
        && policy.spec().rules().stream().anyMatch(rule -> isIn(inMutating, rule.action()));
  }

  private static boolean isIn(boolean inMutating, Action action) {
    return inMutating
        ? Work.MUTATE.isDoneBy(action)
        : Stream.of(Work.VALIDATE, Work.GENERATE, Work.MUTATE_EXISTING)
            .anyMatch(work -> work.isDoneBy(action));
  }

  private static Map<Work, List<KindSelector>> kinds(List<Rule> rules) {
    Map<Work, List<KindSelector>> kinds = new EnumMap<>(Work.class);
    for (Work work : Work.values()) {
      kinds.put(
          work,
          rules.stream()
              .filter(rule -> work.isCachedFor(rule.action()))
              .map(Rule::match)
              .flatMap(match -> Stream.of(List.of(match.direct()), match.all(), match.any()))
              .flatMap(List::stream)
              .flatMap(filter -> filter.resources().kinds().stream())
              .map(KindSelector::parse)
              .toList());
    }
    return kinds;
  }

  /** Adds the operations for which the API server asks about the request's kind. */
  void addOperations(boolean inMutating, AdmissionRequest request, Set<Operation> found) {
    for (Registration.Entry entry : entries(inMutating)) {
      if (Registration.isAbout(entry.kind(), request, isNamespaced())) {
        found.addAll(entry.operations());
      }
    }
  }

  Sighting hold(AdmissionRequest request) {
    return switch (conditions.test(request, View.API_SERVER)) {
      case MatchConditions.Outcome.Holds holds -> SEEN;
      case MatchConditions.Outcome.Fails(var name) ->
          new NotSeen(Cause.MATCH_CONDITION, "match condition " + name + " is false");
      case MatchConditions.Outcome.Errs(var name, var error) ->
          ignored
              ? new NotSeen(
                  Cause.MATCH_CONDITION, "match condition " + name + " has no value: " + error)
              : new Refused("match condition " + name + " has no value: " + error);
    };
  }

  /**
   * A webhook of several policies looks those up that have a rule for the kind.
   *
   * @param otherwise makes the answer when it has none
   */
  Sighting isFound(Work work, AdmissionRequest request, Supplier<Sighting> otherwise) {
    if (alone) {
      return SEEN;
    }
    if (policy instanceof Policy
        && !policy.metadata().namespace().orElse("").equals(request.namespace())) {
      return new NotSeen(Cause.NAMESPACE, "the Policy is of another namespace");
    }
    for (KindSelector kind : kinds.getOrDefault(work, List.of())) {
      if (Registration.names(kind, request)) {
        return SEEN;
      }
    }
    return otherwise.get();
  }
}
