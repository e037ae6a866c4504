package dev.kyverdict.engine.policies;

import dev.kyverdict.model.KyvernoPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What Kyverno's policy webhook says of a policy that is created or updated, in its words and its
 * order ({@code Validate} in {@code pkg/validation/policy/validate.go}).
 *
 * <p>Of what it asks its cluster only what {@link PolicyCluster} and {@link PolicyAccess} name is
 * taken into account. Not known here: the types of objects in CEL expressions of validate rules, of
 * which it only warns.
 */
public final class PolicyAdmission {

  private final PolicyCluster cluster;
  private final PolicyAccess access;

  /** Kyverno in a cluster where everything is installed and allowed. */
  public PolicyAdmission(PolicyCluster cluster) {
    this(cluster, PolicyAccess.UNLIMITED);
  }

  /** Kyverno in a cluster. */
  public PolicyAdmission(PolicyCluster cluster, PolicyAccess access) {
    this.cluster = cluster;
    this.access = access;
  }

  /**
   * Judges a policy in Kubernetes and nothing else.
   *
   * @param old what it was before, if it is updated
   */
  public static PolicyVerdict judge(KyvernoPolicy policy, Optional<KyvernoPolicy> old) {
    return new PolicyAdmission(PolicyCluster.KUBERNETES)
        .judge(PolicyTree.of(policy), Optional.of(policy), old.map(PolicyTree::of));
  }

  /**
   * Judges a document, which need not be one that can be read.
   *
   * @param document the policy
   * @param model the same as a value; without it no rules are derived from those for Pods
   * @param old what it was before, if it is updated
   */
  public PolicyVerdict judge(
      JsonNode document, Optional<KyvernoPolicy> model, Optional<JsonNode> old) {
    String kind = document.path("kind").asString("");
    if (!kind.equals("ClusterPolicy") && !kind.equals("Policy")) {
      return new PolicyVerdict(
          false,
          List.of(),
          List.of(),
          Optional.of("not a policy: kind " + FieldErrors.quoted(kind)),
          Optional.empty(),
          List.of());
    }
    PolicyDocument policy;
    SchemaCheck schema = SchemaCheck.of(document);
    try {
      policy = PolicyDocument.of(document, model);
    } catch (Refusal refusal) {
      return new PolicyVerdict(
          false,
          List.of(),
          List.of(),
          Optional.of(refusal.text()),
          schema.refusal(document),
          schema.unknown());
    }
    List<String> warnings = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    try {
      check(policy, old.map(tree -> PolicyDocument.of(tree, Optional.empty())), warnings);
    } catch (Refusal refusal) {
      errors.add(refusal.text());
    } catch (KindCheck.NotInstalledException missing) {
      warnings.add(missing.warning());
    }
    return new PolicyVerdict(
        errors.isEmpty(),
        errors,
        warnings,
        Optional.empty(),
        schema.refusal(document),
        schema.unknown());
  }

  private void check(PolicyDocument policy, Optional<PolicyDocument> old, List<String> warnings) {
    if (!policy.isNamespaced() && !policy.namespace().isEmpty()) {
      String text = "A clusterpolicy should not have the namespace defined";
      warnings.add(text);
      throw new Refusal(text);
    }
    JsonNode spec = policy.spec();
    RuleWarnings ofRules = new RuleWarnings(warnings);
    ofRules.ofFailureActions(spec);
    MatchConditionCheck.check(spec.path("webhookConfiguration").path("matchConditions"));
    VariableCheck.check(policy);
    SpecErrors.check(policy, cluster, warnings);
    overrides(policy);
    processing(policy);
    Optional<String> stale =
        old.map(before -> update(policy, before, warnings)).filter(text -> !text.isEmpty());
    if (stale.isPresent()) {
      return;
    }
    List<JsonNode> rules = policy.rules();
    for (int i = 0; i < rules.size(); i++) {
      KindCheck.check(rules.get(i), i, policy.isBackground(), access);
    }
    for (int i = 0; i < rules.size(); i++) {
      new RuleCheck(policy, cluster, access, ofRules).check(rules.get(i), i);
    }
    cluster.celKinds().ifPresent(kinds -> admissionPolicy(spec, kinds, warnings));
  }

  /** Here Kyverno forgets what it wanted to warn of. */
  private static void admissionPolicy(JsonNode spec, Set<String> kinds, List<String> warnings) {
    try {
      new AdmissionPolicyCheck(spec).check(kinds);
    } catch (Refusal refusal) {
      warnings.clear();
      throw refusal;
    }
  }

  private static String update(
      PolicyDocument policy, PolicyDocument before, List<String> warnings) {
    String start =
        "no synchronization will be performed to the old target resource upon policy updates: ";
    try {
      String stale = GenerateUpdate.check(policy, before);
      if (!stale.isEmpty()) {
        warnings.add(start + stale);
      }
      return stale;
    } catch (Refusal refusal) {
      warnings.add(start);
      throw refusal;
    }
  }

  private static void overrides(PolicyDocument policy) {
    if (policy.isNamespaced()) {
      return;
    }
    int i = 0;
    for (JsonNode rule : policy.written()) {
      if (RuleFacts.validates(rule)) {
        OverrideCheck.check(
            rule.path("validate").path("failureActionOverrides"),
            "spec.rules[" + i + "].validate.validationFailureActionOverrides");
      }
      i++;
    }
    OverrideCheck.check(
        policy.spec().path("validationFailureActionOverrides"),
        "spec.validationFailureActionOverrides");
  }

  private static void processing(PolicyDocument policy) {
    if (policy.isAdmission()) {
      return;
    }
    if (!policy.isBackground()) {
      throw new Refusal("disabling both admission and background processing is not allowed");
    }
    boolean other =
        policy
            .written()
            .valueStream()
            .anyMatch(
                rule ->
                    RuleFacts.mutates(rule)
                        || RuleFacts.generates(rule)
                        || RuleFacts.verifiesImages(rule));
    if (other) {
      throw new Refusal("disabling admission processing is only allowed with validation policies");
    }
  }
}
