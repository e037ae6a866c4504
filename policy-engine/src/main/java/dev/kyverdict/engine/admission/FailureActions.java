package dev.kyverdict.engine.admission;

import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.engine.match.LabelSelectors;
import dev.kyverdict.model.Rule;
import dev.kyverdict.model.Spec;
import dev.kyverdict.model.Spec.FailureActionOverride;
import dev.kyverdict.model.Validate;
import dev.kyverdict.values.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which validate rules deny and which only report. Kyverno decides it twice, by different code:
 * when it sorts the rules ({@code pkg/policycache/cache.go}) and when a rule failed ({@code
 * pkg/engine/api/engineresponse.go}).
 */
final class FailureActions {

  /**
   * The parts of a policy.
   *
   * @param enforce the rules that deny
   * @param warn the rules that report and warn
   * @param audit the rules that report
   */
  record Split(
      Optional<CompiledPolicy> enforce,
      Optional<CompiledPolicy> warn,
      Optional<CompiledPolicy> audit) {}

  private FailureActions() {}

  /**
   * Sorts the rules.
   *
   * @param namespace the namespace of the request; empty for none
   */
  static Split split(CompiledPolicy policy, String namespace, Map<String, String> labels) {
    Spec spec = policy.policy().spec();
    Optional<CompiledPolicy> audit = part(policy, false, namespace, labels);
    if (mayEnforce(spec)) {
      return new Split(
          part(policy, true, namespace, labels), audit.filter(p -> spec.emitWarning()), audit);
    }
    return new Split(Optional.empty(), Optional.of(policy).filter(p -> spec.emitWarning()), audit);
  }

  private static boolean mayEnforce(Spec spec) {
    return enforces(spec.validationFailureAction())
        || anyEnforces(spec.validationFailureActionOverrides())
        || spec.rules().stream()
            .map(Rule::action)
            .anyMatch(action -> action instanceof Validate validate && mayEnforce(validate));
  }

  private static boolean mayEnforce(Validate validate) {
    return validate.failureAction().equals(Optional.of(Validate.FailureAction.ENFORCE))
        || anyEnforces(validate.failureActionOverrides());
  }

  private static boolean anyEnforces(List<FailureActionOverride> overrides) {
    return overrides.stream().anyMatch(override -> enforces(override.action().orElse("")));
  }

  static boolean enforces(String action) {
    return action.equals("Enforce") || action.equals("enforce");
  }

  private static Optional<CompiledPolicy> part(
      CompiledPolicy policy, boolean enforce, String namespace, Map<String, String> labels) {
    Spec spec = policy.policy().spec();
    List<Rule> chosen = new ArrayList<>();
    for (Rule rule : spec.rules()) {
      if (rule.action() instanceof Validate validate
          && enforcesIn(spec, validate, namespace, labels) == enforce) {
        chosen.add(rule);
      }
    }
    return chosen.isEmpty() ? Optional.empty() : Optional.of(policy.part(chosen));
  }

  private static boolean enforcesIn(
      Spec spec, Validate validate, String namespace, Map<String, String> labels) {
    List<FailureActionOverride> overrides =
        validate.failureActionOverrides().isEmpty()
            ? spec.validationFailureActionOverrides()
            : validate.failureActionOverrides();
    for (FailureActionOverride override : overrides) {
      if (concerns(override, namespace, labels)) {
        return enforces(override.action().orElse(""));
      }
    }
    return enforces(action(spec, validate));
  }

  private static boolean concerns(
      FailureActionOverride override, String namespace, Map<String, String> labels) {
    if (override.namespaces().isEmpty() && override.namespaceSelector().isEmpty()) {
      return true;
    }
    return !namespace.isEmpty()
        && (override.namespaces().stream().anyMatch(p -> Wildcard.matches(p, namespace))
            || override
                .namespaceSelector()
                .filter(selector -> LabelSelectors.matchesPlainly(selector, labels))
                .isPresent());
  }

  static String action(Spec spec, Validate validate) {
    return validate.failureAction().map(Object::toString).orElse(spec.validationFailureAction());
  }

  /** Whether a rule failed that denies. */
  static boolean enforcedFailure(PolicyResponse response, Map<String, String> labels) {
    return response.rules().stream()
        .filter(rule -> rule.outcome() instanceof RuleOutcome.Failed)
        .anyMatch(rule -> enforces(effective(response, rule, labels)));
  }

  private static String effective(
      PolicyResponse response, RuleResult result, Map<String, String> labels) {
    Spec spec = response.source().spec();
    String kind = response.resource().path("kind").asString("");
    String namespace = response.patched().path("metadata").path("namespace").asString("");
    for (CompiledRule rule : response.policy().rulesFor(kind)) {
      if (rule.rule().name().equals(result.rule())) {
        return ownAction(rule.rule(), namespace, labels)
            .or(() -> overridden(spec.validationFailureActionOverrides(), namespace, labels))
            .orElse(spec.validationFailureAction());
      }
    }
    return spec.rules().stream()
        .flatMap(rule -> ownAction(rule, namespace, labels).stream())
        .findFirst()
        .or(() -> overridden(spec.validationFailureActionOverrides(), namespace, labels))
        .orElse(spec.validationFailureAction());
  }

  private static Optional<String> ownAction(
      Rule rule, String namespace, Map<String, String> labels) {
    return rule.action() instanceof Validate validate
        ? overridden(validate.failureActionOverrides(), namespace, labels)
            .or(() -> validate.failureAction().map(Object::toString))
        : Optional.empty();
  }

  private static Optional<String> overridden(
      List<FailureActionOverride> overrides, String namespace, Map<String, String> labels) {
    for (FailureActionOverride override : overrides) {
      boolean selected =
          override
              .namespaceSelector()
              .map(selector -> LabelSelectors.matches(selector, labels))
              .orElse(true);
      boolean named =
          override.namespaces().isEmpty()
              || override.namespaces().stream().anyMatch(p -> Wildcard.matches(p, namespace));
      if (override.action().isPresent() && selected && named) {
        return override.action();
      }
    }
    return Optional.empty();
  }
}
