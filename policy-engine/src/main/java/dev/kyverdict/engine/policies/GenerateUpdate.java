package dev.kyverdict.engine.policies;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What of a generate rule an update may not change ({@code pkg/validation/policy/generate.go}).
 *
 * @param rules the rules without what may change
 * @param patterns what they generate, without what may change
 */
record GenerateUpdate(Set<String> rules, Set<String> patterns) {

  /**
   * Compares two versions.
   *
   * @return a warning with which Kyverno accepts the policy at once; empty when there is none
   */
  static String check(PolicyDocument policy, PolicyDocument old) {
    boolean synchronizes =
        old.written()
            .valueStream()
            .anyMatch(rule -> rule.path("generate").path("synchronize").asBoolean(false));
    GenerateUpdate before = of(old, synchronizes);
    GenerateUpdate after = of(policy, synchronizes);
    if (!after.patterns.containsAll(before.patterns)) {
      return "changes in the generate rule pattern could result in stale targets";
    }
    if (!after.rules.containsAll(before.rules)) {
      throw new Refusal(
          "changes of immutable fields of a rule spec in a generate rule is disallowed");
    }
    return "";
  }

  private static GenerateUpdate of(PolicyDocument policy, boolean synchronizes) {
    Set<String> rules = new HashSet<>();
    Set<String> patterns = new HashSet<>();
    for (JsonNode rule : policy.written()) {
      if (RuleFacts.generates(rule)) {
        ObjectNode rest = (ObjectNode) rule.deepCopy();
        ObjectNode pattern = (ObjectNode) rest.remove("generate");
        if (!synchronizes) {
          rest.remove("match");
        }
        pattern.remove("data");
        pattern.remove("foreach");
        pattern.remove("generateExisting");
        pattern.put("synchronize", true);
        pattern.put("orphanDownstreamOnPolicyDelete", true);
        patterns.add(GoEncoder.text(pattern, "Generation"));
        rules.add(GoEncoder.text(rest, "Rule"));
      }
    }
    return new GenerateUpdate(rules, patterns);
  }
}
