package dev.kyverdict.twice;

import dev.kyverdict.cluster.Client;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The webhooks by which Kyverno wants to be asked about changes of objects. */
final class RecordedWebhooks {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final List<String> FIELDS =
      List.of(
          "name",
          "failurePolicy",
          "timeoutSeconds",
          "matchPolicy",
          "reinvocationPolicy",
          "matchConditions",
          "sideEffects");

  private static final List<String> RULE_FIELDS =
      List.of("apiGroups", "apiVersions", "resources", "operations", "scope");

  private RecordedWebhooks() {}

  /** As they stand in the cluster. */
  static ArrayNode view(Client admin) {
    ArrayNode view = NODES.arrayNode();
    JsonNode configuration =
        admin
            .get(
                "admissionregistration.k8s.io/v1",
                "MutatingWebhookConfiguration",
                "",
                "kyverno-resource-mutating-webhook-cfg")
            .body();
    for (JsonNode webhook : configuration.path("webhooks")) {
      ObjectNode slim = view.addObject();
      copy(FIELDS, webhook, slim);
      ArrayNode rules = slim.putArray("rules");
      webhook.path("rules").forEach(rule -> copy(RULE_FIELDS, rule, rules.addObject()));
      slim.put("path", path(webhook.path("clientConfig")));
    }
    return view;
  }

  private static void copy(List<String> fields, JsonNode from, ObjectNode to) {
    fields.forEach(it -> to.set(it, from.has(it) ? from.get(it) : NODES.nullNode()));
  }

  private static String path(JsonNode client) {
    return client.has("url")
        ? client.path("url").asString("").replaceFirst("^https://[^/]+", "")
        : client.path("service").path("path").asString("");
  }
}
