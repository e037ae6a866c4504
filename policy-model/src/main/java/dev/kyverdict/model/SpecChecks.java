package dev.kyverdict.model;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What stands above the rules: name, place and the fields of {@code spec}. */
final class SpecChecks {

  private static final int LONGEST_NAME = 63;
  private static final int LONGEST_TIMEOUT = 30;

  static final String AUTOGEN = "pod-policies.kyverno.io/autogen-controllers";

  private SpecChecks() {}

  static void ofMetadata(KyvernoPolicy policy, Consumer<Problem> report) {
    Where where = Where.document(policy).at("metadata");
    Metadata metadata = policy.metadata();
    LabelChecks.ofMetadata(where, metadata, report);
    if (metadata.name().length() > LONGEST_NAME) {
      report.accept(
          where
              .at("name")
              .error(
                  "policy-name-length",
                  "has more than " + LONGEST_NAME + " characters",
                  "shorten it"));
    }
    namespace(where.at("namespace"), policy, report);
    if ("all".equals(metadata.annotations().get(AUTOGEN))) {
      report.accept(
          where
              .at("annotations", AUTOGEN)
              .error(
                  "autogen-all",
                  "'all' is no longer a value",
                  "remove the annotation, all is the default"));
    }
  }

  private static void namespace(Where where, KyvernoPolicy policy, Consumer<Problem> report) {
    Optional<String> namespace = policy.metadata().namespace().filter(name -> !name.isEmpty());
    namespace
        .filter(name -> !LabelChecks.isNamespace(name))
        .map(
            name ->
                where.error(
                    "policy-namespace",
                    "'" + name + "' is no name of a namespace",
                    "use at most 63 lower-case letters, digits and '-'"))
        .ifPresent(report);
    if (policy instanceof ClusterPolicy && namespace.isPresent()) {
      report.accept(
          where.error(
              "cluster-policy-in-namespace",
              "a ClusterPolicy has no namespace",
              "remove it, or write a Policy"));
    }
  }

  static void of(KyvernoPolicy policy, Consumer<Problem> report) {
    Where where = Where.document(policy).at("spec");
    Spec spec = policy.spec();
    deprecated(where, spec, report);
    webhook(where, spec, report);
    processing(where, spec, report);
    failureAction(where, policy, report);
    ruleNames(spec.rules(), report);
  }

  private static void deprecated(Where where, Spec spec, Consumer<Problem> report) {
    spec.generateExistingOnPolicyUpdate()
        .map(
            value ->
                where
                    .at("generateExistingOnPolicyUpdate")
                    .error(
                        "generate-existing-on-policy-update",
                        "is no longer taken",
                        "set generate.generateExisting in the rule"))
        .ifPresent(report);
    for (int i = 0; i < spec.rules().size(); i++) {
      Rule rule = spec.rules().get(i);
      if (rule.action() instanceof Mutate mutate
          && mutate.targets().isEmpty()
          && (spec.mutateExistingOnPolicyUpdate().orElse(false)
              || mutate.mutateExistingOnPolicyUpdate().orElse(false))) {
        report.accept(
            Where.rule(rule, i)
                .at("mutate")
                .error(
                    "mutate-existing-without-targets",
                    "shall change existing objects and names none",
                    "add targets, or remove mutateExistingOnPolicyUpdate"));
      }
    }
  }

  private static void webhook(Where where, Spec spec, Consumer<Problem> report) {
    Optional<Spec.WebhookConfiguration> webhook = spec.webhookConfiguration();
    Where inside = where.at("webhookConfiguration");
    Optional<Integer> timeout = webhook.flatMap(Spec.WebhookConfiguration::timeoutSeconds);
    timeout(where.at("webhookTimeoutSeconds"), spec.webhookTimeoutSeconds(), report);
    timeout(inside.at("timeoutSeconds"), timeout, report);
    if (spec.webhookTimeoutSeconds().isPresent() && timeout.isPresent()) {
      report.accept(twice(where.at("webhookTimeoutSeconds")));
    }
    if (spec.failurePolicy().isPresent()
        && webhook.flatMap(Spec.WebhookConfiguration::failurePolicy).isPresent()) {
      report.accept(twice(where.at("failurePolicy")));
    }
    List<Spec.MatchCondition> conditions =
        webhook.map(Spec.WebhookConfiguration::matchConditions).orElse(List.of());
    for (int i = 0; i < conditions.size(); i++) {
      CelSyntaxChecks.of(
          inside.at("matchConditions").at(i).at("expression"),
          conditions.get(i).expression(),
          report);
    }
  }

  private static Problem twice(Where where) {
    return where.error(
        "webhook-field-twice",
        "stands in webhookConfiguration too",
        "keep the one of webhookConfiguration");
  }

  private static void timeout(Where where, Optional<Integer> seconds, Consumer<Problem> report) {
    seconds
        .filter(value -> value < 1 || value > LONGEST_TIMEOUT)
        .map(
            value ->
                where.error(
                    "webhook-timeout",
                    value + " is out of range",
                    "write 1 to " + LONGEST_TIMEOUT + " seconds"))
        .ifPresent(report);
  }

  private static void processing(Where where, Spec spec, Consumer<Problem> report) {
    if (spec.admission()) {
      return;
    }
    boolean validatesOnly =
        spec.rules().stream().map(Rule::action).allMatch(Validate.class::isInstance);
    if (!spec.background()) {
      report.accept(
          where
              .at("admission")
              .error("policy-never-runs", "is off, and so is background", "switch one of them on"));
    } else if (!validatesOnly) {
      report.accept(
          where
              .at("admission")
              .error(
                  "admission-off",
                  "is off, and only validate rules can do without",
                  "switch it on"));
    }
  }

  private static void failureAction(Where where, KyvernoPolicy policy, Consumer<Problem> report) {
    Spec spec = policy.spec();
    if (!OverrideChecks.isAction(spec.validationFailureAction())) {
      report.accept(
          OverrideChecks.action(
              where.at("validationFailureAction"), spec.validationFailureAction()));
    }
    Where overrides = where.at("validationFailureActionOverrides");
    if (policy instanceof ClusterPolicy) {
      OverrideChecks.of(overrides, spec.validationFailureActionOverrides(), report);
    } else if (!spec.validationFailureActionOverrides().isEmpty()) {
      report.accept(
          overrides.error(
              "policy-failure-action-overrides",
              "a Policy has one namespace only",
              "set validationFailureAction, or write a ClusterPolicy"));
    }
  }

  private static void ruleNames(List<Rule> rules, Consumer<Problem> report) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < rules.size(); i++) {
      if (!seen.add(rules.get(i).name())) {
        report.accept(
            Where.rule(rules.get(i), i)
                .at("name")
                .error("rule-name-twice", "another rule has the same name", "rename one of them"));
      }
    }
  }
}
