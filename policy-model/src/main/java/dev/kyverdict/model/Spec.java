package dev.kyverdict.model;

import java.util.List;
import java.util.Optional;

/**
 * {@code spec} of a policy. Fields for which the CRD has a default carry it here as a value, so
 * that a rendered policy says what a cluster would add.
 *
 * @param admission {@code admission}, default {@code true}
 * @param background {@code background}, default {@code true}
 * @param emitWarning {@code emitWarning}, default {@code false}
 * @param applyRules {@code applyRules}; Kyverno takes {@code All} when absent
 * @param failurePolicy {@code failurePolicy}; not beside the one of webhookConfiguration
 * @param validationFailureAction {@code validationFailureAction}, deprecated upstream, default
 *     {@code Audit}
 * @param validationFailureActionOverrides {@code validationFailureActionOverrides}, deprecated
 *     upstream
 * @param generateExisting {@code generateExisting}, deprecated upstream in favour of the rule's own
 * @param generateExistingOnPolicyUpdate {@code generateExistingOnPolicyUpdate}, refused upstream
 * @param mutateExistingOnPolicyUpdate {@code mutateExistingOnPolicyUpdate}, deprecated upstream
 * @param schemaValidation {@code schemaValidation}, deprecated upstream
 * @param useServerSideApply {@code useServerSideApply} for generate rules
 * @param webhookConfiguration {@code webhookConfiguration}
 * @param webhookTimeoutSeconds {@code webhookTimeoutSeconds}, deprecated upstream, in seconds
 * @param rules {@code rules}, in order
 */
public record Spec(
    boolean admission,
    boolean background,
    boolean emitWarning,
    Optional<ApplyRules> applyRules,
    Optional<FailurePolicy> failurePolicy,
    String validationFailureAction,
    List<FailureActionOverride> validationFailureActionOverrides,
    Optional<Boolean> generateExisting,
    Optional<Boolean> generateExistingOnPolicyUpdate,
    Optional<Boolean> mutateExistingOnPolicyUpdate,
    Optional<Boolean> schemaValidation,
    Optional<Boolean> useServerSideApply,
    Optional<WebhookConfiguration> webhookConfiguration,
    Optional<Integer> webhookTimeoutSeconds,
    List<Rule> rules) {

  /** Copies the lists. */
  public Spec {
    validationFailureActionOverrides = List.copyOf(validationFailureActionOverrides);
    rules = List.copyOf(rules);
  }

  /** {@code applyRules}: whether the first rule that applies ends the policy. */
  public enum ApplyRules {
    /** Every rule. */
    ALL("All"),
    /** The first that passes or fails. */
    ONE("One");

    private final String text;

    ApplyRules(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** {@code failurePolicy}: what an error of the webhook or of a rule means for the request. */
  public enum FailurePolicy {
    /** The request is denied. */
    FAIL("Fail"),
    /** The request passes, unmutated. */
    IGNORE("Ignore");

    private final String text;

    FailurePolicy(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * {@code failureActionOverrides[]}: another action in some namespaces.
   *
   * @param action {@code action}: Audit or Enforce; the CRD also takes the lower-case spelling
   * @param namespaces {@code namespaces}, with wildcards
   * @param namespaceSelector {@code namespaceSelector}
   */
  public record FailureActionOverride(
      Optional<String> action, List<String> namespaces, Optional<Selector> namespaceSelector) {

    /** Copies the list. */
    public FailureActionOverride {
      namespaces = List.copyOf(namespaces);
    }
  }

  /**
   * {@code webhookConfiguration}: the webhook that Kyverno registers for the policy.
   *
   * @param failurePolicy {@code failurePolicy}; Kyverno takes {@code Fail} when absent
   * @param timeoutSeconds {@code timeoutSeconds}, 1 to 30
   * @param matchConditions {@code matchConditions}: with any, Kyverno registers a webhook of its
   *     own for the policy, which the API server calls only when all hold
   */
  public record WebhookConfiguration(
      Optional<FailurePolicy> failurePolicy,
      Optional<Integer> timeoutSeconds,
      List<MatchCondition> matchConditions) {

    /** Copies the list. */
    public WebhookConfiguration {
      matchConditions = List.copyOf(matchConditions);
    }
  }

  /**
   * {@code matchConditions[]}: a CEL expression over the request that the API server evaluates.
   *
   * @param name {@code name}
   * @param expression {@code expression}
   */
  public record MatchCondition(String name, String expression) {}

  /** What an error means ({@code GetFailurePolicy}): the webhook's, else the spec's, else Fail. */
  public FailurePolicy effectiveFailurePolicy() {
    return webhookConfiguration
        .flatMap(WebhookConfiguration::failurePolicy)
        .or(() -> failurePolicy)
        .orElse(FailurePolicy.FAIL);
  }

  /** Whether Kyverno registers a webhook of its own for the policy. */
  public boolean hasOwnWebhook() {
    return webhookConfiguration.filter(webhook -> !webhook.matchConditions().isEmpty()).isPresent();
  }

  /** The spec that a cluster makes of these rules and nothing else. */
  public static Spec of(List<Rule> rules) {
    return new Spec(
        true,
        true,
        false,
        Optional.empty(),
        Optional.empty(),
        "Audit",
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        rules);
  }

  /** The same with {@code background}. */
  public Spec withBackground(boolean value) {
    return new Spec(
        admission,
        value,
        emitWarning,
        applyRules,
        failurePolicy,
        validationFailureAction,
        validationFailureActionOverrides,
        generateExisting,
        generateExistingOnPolicyUpdate,
        mutateExistingOnPolicyUpdate,
        schemaValidation,
        useServerSideApply,
        webhookConfiguration,
        webhookTimeoutSeconds,
        rules);
  }

  /** The same with {@code webhookConfiguration}. */
  public Spec withWebhook(WebhookConfiguration value) {
    return new Spec(
        admission,
        background,
        emitWarning,
        applyRules,
        failurePolicy,
        validationFailureAction,
        validationFailureActionOverrides,
        generateExisting,
        generateExistingOnPolicyUpdate,
        mutateExistingOnPolicyUpdate,
        schemaValidation,
        useServerSideApply,
        Optional.of(value),
        webhookTimeoutSeconds,
        rules);
  }

  /** The same with these rules. */
  public Spec withRules(List<Rule> value) {
    return new Spec(
        admission,
        background,
        emitWarning,
        applyRules,
        failurePolicy,
        validationFailureAction,
        validationFailureActionOverrides,
        generateExisting,
        generateExistingOnPolicyUpdate,
        mutateExistingOnPolicyUpdate,
        schemaValidation,
        useServerSideApply,
        webhookConfiguration,
        webhookTimeoutSeconds,
        value);
  }
}
