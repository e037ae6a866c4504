package dev.kyverdict.cluster.kyverno.admission;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the API server notes of webhook calls in its audit log ({@code
 * k8s.io/apiserver/pkg/admission/plugin/webhook/mutating/dispatcher.go}).
 */
final class Annotations {

  private static final String POLICIES = "kyverno-policy-mutating-webhook-cfg";
  private static final String OBJECTS = "kyverno-resource-mutating-webhook-cfg";

  private final Map<String, String> all = new LinkedHashMap<>();

  Map<String, String> all() {
    return all;
  }

  /**
   * A mutating webhook was called.
   *
   * @param index its place among all mutating webhooks; the first is the one for policies
   */
  void mutation(int round, int index, String webhook, boolean mutated) {
    ObjectNode note = note(index, webhook).put("mutated", mutated);
    all.put("mutation.webhook.admission.k8s.io/" + place(round, index), note.toString());
  }

  void patch(int round, int index, String webhook, JsonNode operations) {
    ObjectNode note = note(index, webhook);
    note.set("patch", operations);
    note.put("patchType", "JSONPatch");
    all.put("patch.webhook.admission.k8s.io/" + place(round, index), note.toString());
  }

  void failedOpen(boolean mutating, int round, int index, String webhook) {
    String kind = mutating ? "mutation" : "validating";
    all.put("failed-open." + kind + ".webhook.admission.k8s.io/" + place(round, index), webhook);
  }

  private static ObjectNode note(int index, String webhook) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("configuration", index == 0 ? POLICIES : OBJECTS)
        .put("webhook", webhook);
  }

  private static String place(int round, int index) {
    return "round_" + round + "_index_" + index;
  }
}
