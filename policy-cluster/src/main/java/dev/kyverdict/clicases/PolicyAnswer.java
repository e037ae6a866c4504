package dev.kyverdict.clicases;

import dev.kyverdict.clicases.CliPolicies.CliPolicy;
import dev.kyverdict.engine.RuleType;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a policy said about an object.
 *
 * @param policy the policy
 * @param resource the object that it was asked about
 * @param patched the object afterwards
 * @param rules what its rules said
 */
record PolicyAnswer(CliPolicy policy, JsonNode resource, JsonNode patched, List<RuleAnswer> rules) {

  PolicyAnswer {
    rules = List.copyOf(rules);
  }

  /**
   * What a rule said.
   *
   * @param name its name
   * @param type what it does
   * @param status pass, fail, skip or error
   * @param made what it generated, or the existing object that it patched
   */
  record RuleAnswer(String name, RuleType type, String status, List<JsonNode> made) {

    RuleAnswer {
      made = List.copyOf(made);
    }
  }

  /** The result as a report has it. */
  String result(RuleAnswer rule) {
    return rule.status().equals("fail") && !policy.isScored() ? "warn" : rule.status();
  }
}
