package dev.kyverdict.engine.policies;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Kyverno accepts and warns of ({@code pkg/validation/policy/validate.go}, {@code
 * pkg/deprecations}).
 */
record RuleWarnings(List<String> warnings) {

  private static final Map<String, List<String>> DEPRECATED =
      Map.of("In", List.of("AllIn", "AnyIn"), "NotIn", List.of("AllNotIn", "AnyNotIn"));
  private static final List<String> WITH_ALL =
      List.of("cronjob", "daemonset", "deployment", "job", "statefulset");

  /** Failure actions in lower case. */
  void ofFailureActions(JsonNode spec) {
    failureAction("spec.validationFailureAction", spec.path("validationFailureAction"));
    overrides(
        "spec.validationFailureActionOverrides", spec.path("validationFailureActionOverrides"));
    int i = 0;
    for (JsonNode rule : spec.path("rules")) {
      String path = "spec.rules[" + i++ + "].validate.";
      JsonNode validate = rule.path("validate");
      failureAction(path + "failureAction", validate.path("failureAction"));
      overrides(path + "failureActionOverrides", validate.path("failureActionOverrides"));
    }
  }

  private void overrides(String path, JsonNode overrides) {
    int i = 0;
    for (JsonNode override : overrides) {
      failureAction(path + "[" + i++ + "].action", override.path("action"));
    }
  }

  private void failureAction(String path, JsonNode action) {
    String text = action.asString("");
    if (text.equals("enforce") || text.equals("audit")) {
      warnings.add(
          path
              + ": Validation failure actions enforce/audit are deprecated, use Enforce/Audit"
              + " instead.");
    }
  }

  /** JSON patches of Pods. */
  void ofPodPatch(JsonNode rule) {
    List<String> kinds = RuleFacts.texts(rule.path("match").path("resources").path("kinds"));
    if (kinds.contains("Pod") && rule.path("mutate").has("patchesJson6902")) {
      warnings.add(
          "Pods managed by workload controllers should not be directly mutated using policies. Use"
              + " the autogen feature or write policies that match Pod controllers.");
    }
  }

  /** A rule for Pods of which not all rules are derived. */
  void ofControllers(JsonNode rule, PolicyDocument policy) {
    Set<String> kinds =
        RuleFacts.kinds(rule.path("match")).stream()
            .map(RuleWarnings::kind)
            .collect(Collectors.toSet());
    String controllers =
        policy.annotations().path("pod-policies.kyverno.io/autogen-controllers").asString("none");
    if (!kinds.equals(Set.of("Pod")) || controllers.equals("none")) {
      return;
    }
    List<String> named =
        Arrays.stream(controllers.toLowerCase(Locale.ROOT).split(",", -1)).sorted().toList();
    if (!named.equals(WITH_ALL)) {
      warnings.add(
          "Policies that match Pods apply to all Pods including those created and managed by"
              + " controllers excluded from autogen. Use preconditions to exclude the Pods managed"
              + " by controllers which are excluded from autogen. Refer to"
              + " https://kyverno.io/docs/policy-types/cluster-policy/autogen/ for details.");
    }
  }

  /** The kind in a selector of kinds, without group, version and subresource. */
  private static String kind(String selector) {
    String[] parts = selector.split("/", -1);
    String last = parts[parts.length - 1];
    String kind =
        switch (parts.length) {
          case 1 -> dotted(selector);
          case 2 ->
              isVersion(parts[0]) && !(parts[0].equals("*") && last.equals("*"))
                  ? dotted(last)
                  : selector;
          case 3 -> isVersion(parts[0]) ? parts[1] + "/" + last : dotted(last);
          case 4 -> parts[2] + "/" + last;
          default -> "";
        };
    String[] split = kind.split("/", -1);
    return split.length == 2 ? split[0] : kind;
  }

  private static String dotted(String text) {
    int dot = text.indexOf('.');
    return dot < 0 ? text : text.substring(0, dot) + "/" + text.substring(dot + 1);
  }

  private static boolean isVersion(String text) {
    return text.equals("*") || text.matches("v\\d((alpha|beta)\\d)?");
  }

  /** {@code replicas} and {@code status} without the subresource that holds them. */
  void ofSubresources(JsonNode rule) {
    List<String> kinds = new ArrayList<>(RuleFacts.kinds(rule.path("match")));
    kinds.addAll(RuleFacts.kinds(rule.path("exclude")));
    if (RuleFacts.validates(rule)) {
      ofText(withoutDeny(rule.path("validate"), "Validation"), kinds);
    }
    if (RuleFacts.mutates(rule)) {
      rule.path("mutate")
          .path("targets")
          .forEach(target -> kinds.add(RuleFacts.text(target, "kind")));
      ofText(GoEncoder.text(rule.path("mutate"), "Mutation"), kinds);
    }
  }

  /** The same for the deny conditions of images, and deprecated fields there. */
  void ofImages(JsonNode rule) {
    for (JsonNode image : rule.path("verifyImages")) {
      for (JsonNode attestation : image.path("attestations")) {
        String type = RuleFacts.text(attestation, "predicateType");
        if (!type.isEmpty()) {
          warnings.add(
              "predicateType has been deprecated use 'type: %s' instead of 'predicateType: %s'"
                  .formatted(type, type));
        }
      }
    }
    if (RuleFacts.validatesImages(rule)) {
      List<String> kinds = new ArrayList<>(RuleFacts.kinds(rule.path("match")));
      kinds.addAll(RuleFacts.kinds(rule.path("exclude")));
      for (JsonNode image : rule.path("verifyImages")) {
        ofText(withoutDeny(image.path("validate"), "ValidateImageVerification"), kinds);
      }
    }
  }

  private static String withoutDeny(JsonNode check, String type) {
    JsonNode copy = check.deepCopy();
    if (copy.path("deny") instanceof ObjectNode deny) {
      deny.remove("conditions");
    }
    return GoEncoder.text(copy, type);
  }

  private void ofText(String text, List<String> kinds) {
    if (text.contains("replicas") && isMissing("scale", kinds)) {
      warnings.add(
          "You are matching on replicas but not including the scale subresource in the policy.");
    }
    if ((text.contains(".status") || text.contains("\"status\":")) && isMissing("status", kinds)) {
      warnings.add(
          "You are matching on status but not including the status subresource in the policy.");
    }
  }

  private static boolean isMissing(String subresource, List<String> kinds) {
    return kinds.stream().noneMatch(kind -> kind.toLowerCase(Locale.ROOT).contains(subresource));
  }

  /** Operators that are to go. */
  void ofOperators(JsonNode rule) {
    JsonNode validate = rule.path("validate");
    operators(validate.path("deny").path("conditions"));
    for (JsonNode loop : validate.path("foreach")) {
      operators(loop.path("preconditions"));
      operators(loop.path("deny").path("conditions"));
    }
    for (JsonNode image : rule.path("verifyImages")) {
      for (JsonNode attestation : image.path("attestations")) {
        attestation.path("conditions").forEach(this::operators);
      }
    }
  }

  private void operators(JsonNode conditions) {
    if (conditions.isArray()) {
      conditions.forEach(this::operator);
    } else {
      conditions.path("any").forEach(this::operator);
      conditions.path("all").forEach(this::operator);
    }
  }

  private void operator(JsonNode condition) {
    String operator = RuleFacts.text(condition, "operator");
    List<String> instead = DEPRECATED.getOrDefault(operator, List.of());
    if (!instead.isEmpty()) {
      warnings.add(
          "Operator "
              + operator
              + " has been deprecated and will be removed soon. Use these instead: "
              + ConditionCheck.quoted(instead));
    }
  }
}
