package dev.kyverdict.engine.policies;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What a policy says of itself that cannot be, all at once ({@code api/kyverno/v1/spec_types.go}
 * and the types beside it).
 */
final class SpecErrors {

  private static final int LONGEST_NAME = 63;
  private static final int LONGEST_TIMEOUT = 30;
  private static final String TIMEOUT = "the timeout value must be between 1 and 30 seconds";
  private static final List<String> RESTRICTED =
      List.of(
          "Volume Types",
          "Privilege Escalation",
          "Running as Non-root",
          "Running as Non-root user");
  private static final List<String> OF_POD =
      List.of("Host Namespaces", "HostPath Volumes", "Sysctls", "Volume Types");
  private static final List<String> OF_CONTAINER =
      List.of(
          "Capabilities",
          "Privileged Containers",
          "Host Ports",
          "/proc Mount Type",
          "Privilege Escalation");

  private final PolicyDocument policy;
  private final PolicyCluster cluster;
  private final List<String> warnings;
  private final FieldErrors errors = new FieldErrors();

  private SpecErrors(PolicyDocument policy, PolicyCluster cluster, List<String> warnings) {
    this.policy = policy;
    this.cluster = cluster;
    this.warnings = warnings;
  }

  static void check(PolicyDocument policy, PolicyCluster cluster, List<String> warnings) {
    SpecErrors found = new SpecErrors(policy, cluster, warnings);
    found.all();
    if (!found.errors.isEmpty()) {
      throw new Refusal(found.errors.text());
    }
  }

  private void all() {
    if (policy
        .annotations()
        .path("pod-policies.kyverno.io/autogen-controllers")
        .asString("")
        .equals("all")) {
      errors.forbidden(
          "metadata.annotations",
          "Autogen annotation does not support 'all' anymore, remove the annotation or set it to a"
              + " valid value");
    }
    String name = policy.tree().path("metadata").path("name").asString("");
    if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      errors.tooLong("name", LONGEST_NAME);
    }
    twice();
    targets();
    timeout("spec.webhookTimeoutSeconds", policy.spec());
    timeout("spec.webhookConfiguration.timeoutSeconds", policy.spec().path("webhookConfiguration"));
    names();
    int i = 0;
    for (JsonNode rule : policy.written()) {
      rule("spec.rules[" + i++ + "]", rule);
    }
    if (policy.isNamespaced()
        && !policy.spec().path("validationFailureActionOverrides").isEmpty()) {
      errors.forbidden(
          "spec.validationFailureActionOverrides",
          "Use of validationFailureActionOverrides is supported only with ClusterPolicy");
    }
  }

  private void twice() {
    JsonNode spec = policy.spec();
    JsonNode webhook = spec.path("webhookConfiguration");
    String remove = "remove the deprecated field and use spec.";
    if (spec.has("webhookTimeoutSeconds") && webhook.has("timeoutSeconds")) {
      errors.forbidden(
          "spec.webhookTimeoutSeconds", remove + "webhookConfiguration.timeoutSeconds instead");
    }
    if (spec.has("failurePolicy") && webhook.has("failurePolicy")) {
      errors.forbidden("spec.failurePolicy", remove + "webhookConfiguration.failurePolicy instead");
    }
    if (spec.has("generateExistingOnPolicyUpdate")) {
      errors.forbidden(
          "spec.generateExistingOnPolicyUpdate", remove + "generate[*].generateExisting instead");
    }
  }

  private void targets() {
    boolean bySpec = policy.spec().has("mutateExistingOnPolicyUpdate");
    int i = 0;
    for (JsonNode rule : policy.written()) {
      JsonNode mutate = rule.path("mutate");
      if (RuleFacts.mutates(rule)
          && (bySpec || mutate.path("mutateExistingOnPolicyUpdate").asBoolean(false))
          && mutate.path("targets").isEmpty()) {
        errors.forbidden(
            "spec.mutateExistingOnPolicyUpdate",
            "rules["
                + i
                + "].mutate.targets has to be specified when mutateExistingOnPolicyUpdate is set");
      }
      i++;
    }
  }

  private void timeout(String path, JsonNode parent) {
    JsonNode seconds = parent.path(path.substring(path.lastIndexOf('.') + 1));
    if (seconds.isNumber() && (seconds.intValue() < 1 || seconds.intValue() > LONGEST_TIMEOUT)) {
      errors.invalid(path, seconds.asString(), TIMEOUT);
    }
  }

  private void names() {
    Set<String> seen = new HashSet<>();
    int i = 0;
    for (JsonNode rule : policy.written()) {
      String name = RuleFacts.name(rule);
      if (!seen.add(name)) {
        errors.invalid(
            "spec.rules[" + i + "].name", rule, "Rule", "Duplicate rule name: '" + name + "'");
      }
      i++;
    }
  }

  private void rule(String path, JsonNode rule) {
    operations(path, rule);
    if (ConflictCheck.isEmpty(rule)) {
      errors.invalid(path, rule, "Rule", "Rule is matching an empty set");
    }
    MatchErrors blocks = new MatchErrors(errors, policy.isNamespaced(), cluster.clusterKinds());
    blocks.check(path + ".match", rule.path("match"));
    blocks.check(path + ".exclude", rule.path("exclude"));
    ofOtherNamespaces(path, rule);
    podSecurity(path + ".podSecurity", rule.path("validate").path("podSecurity"));
    if (RuleFacts.generates(rule)) {
      new GenerateErrors(
              errors, warnings, policy.isNamespaced(), policy.namespace(), cluster.clusterKinds())
          .check(path, rule.path("generate"));
    }
  }

  private void operations(String path, JsonNode rule) {
    String name = RuleFacts.name(rule);
    int count = RuleFacts.mutates(rule) ? 1 : 0;
    count += RuleFacts.validates(rule) ? 1 : 0;
    count += RuleFacts.generates(rule) ? 1 : 0;
    count += RuleFacts.verifiesImages(rule) ? 1 : 0;
    if (count == 0) {
      errors.invalid(
          path,
          rule,
          "Rule",
          "No operation defined in the rule '"
              + name
              + "'.(supported operations: mutate,validate,generate,verifyImages)");
    } else if (count > 1) {
      errors.invalid(
          path,
          rule,
          "Rule",
          "Multiple operations defined in the rule '"
              + name
              + "', only one operation (mutate,validate,generate,verifyImages) is allowed per"
              + " rule");
    }
    if (rule.has("imageExtractors") && !RuleFacts.verifiesImages(rule)) {
      errors.invalid(
          path + ".imageExtractors",
          rule,
          "Rule",
          "Invalid rule spec for rule '"
              + name
              + "', imageExtractors can only be defined for verifyImages rule");
    }
  }

  private void ofOtherNamespaces(String path, JsonNode rule) {
    if (!policy.isNamespaced()) {
      return;
    }
    int i = 0;
    for (JsonNode target : rule.path("mutate").path("targets")) {
      String namespace = RuleFacts.text(target, "namespace");
      if (!namespace.isEmpty() && !namespace.equals(policy.namespace())) {
        errors.invalid(
            path + ".targets[" + i + "].namespace",
            FieldErrors.quoted(namespace),
            "This field can be ignored or should have value of the namespace where the policy is"
                + " being created");
      }
      i++;
    }
  }

  private void podSecurity(String path, JsonNode security) {
    boolean baseline = RuleFacts.text(security, "level").equals("baseline");
    int i = 0;
    for (JsonNode exclude : security.path("exclude")) {
      String at = path + ".exclude[" + i++ + "]";
      String control = RuleFacts.text(exclude, "controlName");
      excluded(at, exclude, control);
      if (baseline && RESTRICTED.contains(control)) {
        errors.invalid(
            at + ".controlName",
            FieldErrors.quoted(control),
            "Invalid control name defined at the given level");
      }
    }
  }

  private void excluded(String at, JsonNode exclude, String control) {
    boolean images = !exclude.path("images").isEmpty();
    if (OF_CONTAINER.contains(control)) {
      if (!images) {
        errors.invalid(
            at + ".controlName",
            FieldErrors.quoted(control),
            "exclude.images must be specified for the container level control");
      }
    } else if (OF_POD.contains(control) && images) {
      errors.invalid(
          at + ".controlName",
          FieldErrors.quoted(control),
          "exclude.images must not be specified for the pod level control");
    }
    boolean values = !exclude.path("values").isEmpty();
    if (exclude.has("restrictedField") && !values) {
      errors.forbidden(at + ".values", "values is required");
    }
    if (!exclude.has("restrictedField") && values) {
      errors.forbidden(at + ".restrictedField", "restrictedField is required");
    }
  }
}
