package dev.kyverdict.engine.generate;

import tools.jackson.databind.JsonNode;

/**
 * Where a generated object comes from.
 *
 * @param policy the name of the policy
 * @param policyNamespace the namespace of a Policy, empty of a ClusterPolicy
 * @param rule the name of the rule
 * @param trigger the object that made Kyverno generate
 */
record Origin(String policy, String policyNamespace, String rule, JsonNode trigger) {}
