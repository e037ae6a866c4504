package dev.kyverdict.cluster.kyverno;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an UpdateRequest asks of one generate rule ({@code RuleContext} in {@code
 * api/kyverno/v2/updaterequest_types.go}).
 *
 * @param rule the rule
 * @param deleteDownstream whether what it generated is to go
 * @param synchronize {@code synchronize}
 * @param trigger the trigger
 * @param cacheRestore {@code cacheRestore}
 */
public record RuleRequest(
    String rule,
    boolean deleteDownstream,
    boolean synchronize,
    ObjectRef trigger,
    boolean cacheRestore) {

  /** As a webhook asks. */
  public static RuleRequest of(String rule, ObjectRef trigger, boolean deleteDownstream) {
    return new RuleRequest(rule, deleteDownstream, false, trigger, false);
  }

  static RuleRequest of(JsonNode json) {
    return new RuleRequest(
        json.path("rule").asString(""),
        json.path("deleteDownstream").asBoolean(false),
        json.path("synchronize").asBoolean(false),
        ObjectRef.of(json.path("trigger")),
        json.path("cacheRestore").asBoolean(false));
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("rule", rule).put("deleteDownstream", deleteDownstream);
    if (synchronize) {
      json.put("synchronize", true);
    }
    json.set("trigger", trigger.json());
    if (cacheRestore) {
      json.put("cacheRestore", true);
    }
    return json;
  }
}
