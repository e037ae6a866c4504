package dev.kyverdict.engine.policies;

import dev.kyverdict.jmespath.Variables;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** One rule after the other, each until something is wrong ({@code Validate} in validate.go). */
record RuleCheck(
    PolicyDocument policy, PolicyCluster cluster, PolicyAccess access, RuleWarnings warnings) {

  private static final String NO_PERMISSION =
      "insufficient permissions to generate ValidatingAdmissionPolicies";

  void check(JsonNode rule, int index) {
    if (rule.has("mutate")) {
      PatchCheck.check(RuleFacts.text(rule.path("mutate"), "patchesJson6902"), index);
    }
    warnings.ofPodPatch(rule);
    ResourceCheck.check(rule, index);
    outsideLoops(GoEncoder.tree(rule, "Rule"), "");
    try {
      new ContextCheck(policy.isNamespaced()).check(rule);
      imageExtractors(rule);
    } catch (Refusal refusal) {
      throw new Refusal("path: spec.rules[" + index + "]: " + refusal.text());
    }
    withoutKinds(rule);
    ActionCheck.check(rule, index);
    new AccessCheck(access, warnings.warnings()).check(rule, index);
    if (RuleFacts.validatesByCel(rule) && !cluster.mayMakeAdmissionPolicies()) {
      // Once for the policies and once for their bindings.
      warnings.warnings().addAll(List.of(NO_PERMISSION, NO_PERMISSION));
    }
    if (RuleFacts.verifiesImages(rule)) {
      ImageErrors.check(rule, index, RuleFacts.text(policy.spec(), "validationFailureAction"));
    }
    warnings.ofControllers(rule, policy);
    if (!MetadataOnly.hasTextsOnly(rule)) {
      throw new Refusal(
          "labels and annotations supports only string values, \"use double quotes around the non"
              + " string values\"");
    }
    warnings.ofSubresources(rule);
    boolean onUpdate = policy.spec().has("mutateExistingOnPolicyUpdate");
    if (RuleFacts.mutates(rule)
        && rule.path("mutate").path("mutateExistingOnPolicyUpdate").asBoolean(onUpdate)) {
      VariableCheck.onUpdate(policy);
    }
    warnings.ofImages(rule);
    warnings.ofOperators(rule);
  }

  private static void outsideLoops(JsonNode tree, String path) {
    if (tree.isObject()) {
      for (String key : new TreeSet<>(tree.propertyNames())) {
        text(key, path);
        outsideLoops(tree.path(key), path + "/" + key.replace("/", "\\/"));
      }
    } else if (tree.isArray()) {
      for (int i = 0; i < tree.size(); i++) {
        outsideLoops(tree.get(i), path + "/" + i);
      }
    } else if (tree.isString()) {
      text(tree.stringValue(), path);
    }
  }

  private static void text(String text, String path) {
    if (!text.contains("{{") || path.contains("/foreach/")) {
      return;
    }
    for (Variables.Variable variable : Variables.firstPass(text)) {
      if (variable.text().startsWith("element")) {
        throw new Refusal(
            "variable '" + variable.text() + "' present outside of foreach at path " + path);
      }
    }
  }

  private static void imageExtractors(JsonNode rule) {
    boolean changes =
        rule.path("verifyImages")
            .valueStream()
            .anyMatch(image -> image.path("mutateDigest").asBoolean(false));
    boolean hidden =
        rule.path("imageExtractors")
            .valueStream()
            .flatMap(JsonNode::valueStream)
            .anyMatch(extractor -> extractor.has("jmesPath"));
    if (changes && hidden) {
      throw new Refusal(
          "jmespath may not be used in an image extractor when mutating digests with verify"
              + " images");
    }
  }

  private static void withoutKinds(JsonNode rule) {
    JsonNode match = rule.path("match");
    List<JsonNode> filters =
        Stream.of("any", "all")
            .map(match::path)
            .filter(part -> !part.isEmpty())
            .findFirst()
            .map(part -> part.valueStream().toList())
            .orElse(List.of(match));
    if (filters.stream().anyMatch(filter -> filter.path("resources").path("kinds").isEmpty())) {
      throw MetadataOnly.withoutKinds(rule);
    }
  }
}
