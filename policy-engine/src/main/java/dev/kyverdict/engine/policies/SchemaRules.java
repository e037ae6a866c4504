package dev.kyverdict.engine.policies;

import dev.kyverdict.model.Conditions;
import dev.kyverdict.model.Validate.PodSecurityExclude;
import java.util.List;
import java.util.Map;

/** What the CRDs of policies demand beyond the types of fields ({@code config/crds/kyverno}). */
final class SchemaRules {

  private static final List<String> FAILURE_POLICIES = List.of("Ignore", "Fail");
  private static final List<String> ACTIONS = List.of("audit", "enforce", "Audit", "Enforce");
  private static final List<String> NEW_ACTIONS = List.of("Audit", "Enforce");

  private static final Map<String, List<String>> REQUIRED =
      Map.ofEntries(
          Map.entry("Policy", List.of("spec")),
          Map.entry("Rule", List.of("match", "name")),
          Map.entry("MatchCondition", List.of("expression", "name")),
          Map.entry("CelVariable", List.of("expression", "name")),
          Map.entry("CelRule", List.of("expression")),
          Map.entry("AuditAnnotation", List.of("key", "valueExpression")),
          Map.entry("ContextEntry", List.of("name")),
          Map.entry("RequestData", List.of("key", "value")),
          Map.entry("HTTPHeader", List.of("key", "value")),
          Map.entry("ServiceCall", List.of("url")),
          Map.entry("ConfigMapReference", List.of("name")),
          Map.entry("GlobalContextEntryReference", List.of("name")),
          Map.entry("ImageRegistry", List.of("reference")),
          Map.entry("LabelSelectorRequirement", List.of("key", "operator")),
          Map.entry("Subject", List.of("kind", "name")),
          Map.entry("ImageExtractorConfig", List.of("path")),
          Map.entry("SecretReference", List.of("name", "namespace")),
          Map.entry("PodSecurityStandard", List.of("controlName")));

  private static final Map<String, List<String>> ENUMS =
      Map.ofEntries(
          Map.entry("Spec.applyRules", List.of("All", "One")),
          Map.entry("Spec.failurePolicy", FAILURE_POLICIES),
          Map.entry("Spec.validationFailureAction", ACTIONS),
          Map.entry("WebhookConfiguration.failurePolicy", FAILURE_POLICIES),
          Map.entry("ValidationFailureActionOverride.action", ACTIONS),
          Map.entry("Validation.failureAction", NEW_ACTIONS),
          Map.entry("ImageVerification.failureAction", NEW_ACTIONS),
          Map.entry("ImageVerification.type", List.of("Cosign", "SigstoreBundle", "Notary")),
          Map.entry("ContextAPICall.method", List.of("GET", "POST")),
          Map.entry(
              "ImageRegistryCredentials.providers",
              List.of("default", "amazon", "azure", "google", "github")),
          Map.entry(
              "ResourceDescription.operations", List.of("CREATE", "CONNECT", "UPDATE", "DELETE")),
          Map.entry("ForEachMutation.order", List.of("Ascending", "Descending")),
          Map.entry("PodSecurity.level", List.of("privileged", "baseline", "restricted")),
          Map.entry(
              "PodSecurity.version",
              List.of(
                  "v1.19", "v1.20", "v1.21", "v1.22", "v1.23", "v1.24", "v1.25", "v1.26", "v1.27",
                  "v1.28", "v1.29", "v1.30", "v1.31", "v1.32", "latest")),
          Map.entry("PodSecurityStandard.controlName", PodSecurityExclude.CONTROLS),
          Map.entry("Condition.operator", operators()));

  private static final Map<String, List<String>> NOT =
      Map.of(
          "MatchResources", List.of("any", "all"),
          "ResourceDescription", List.of("name", "names"));

  private SchemaRules() {}

  /** The CRD does not list two of the names that Kyverno knows. */
  private static List<String> operators() {
    return Conditions.OPERATORS.stream()
        .filter(operator -> !operator.equals("Equal") && !operator.equals("NotEqual"))
        .toList();
  }

  /** The fields that a type must have. */
  static List<String> required(String type) {
    return REQUIRED.getOrDefault(type, List.of());
  }

  /** The values that a field may have; none when it may have any. */
  static List<String> values(String type, String field) {
    return ENUMS.getOrDefault(type + "." + field, List.of());
  }

  /** The fields that must not stand together; none when there are none. */
  static List<String> apart(String type) {
    return NOT.getOrDefault(type, List.of());
  }
}
