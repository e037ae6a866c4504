package dev.kyverdict.cluster.types;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Defaults of pods, and their class of service. */
final class PodDefaults {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> CONTAINERS = List.of("containers", "initContainers");

  private PodDefaults() {}

  /** Of a pod, not of a template: {@code SetDefaults_Pod}. */
  static void pod(JsonNode pod) {
    if (!(pod instanceof ObjectNode spec)) {
      return;
    }
    for (String field : CONTAINERS) {
      spec.path(field).forEach(container -> requests(container.path("resources")));
    }
    DependentDefaults.absent(spec, "enableServiceLinks", NODES.booleanNode(true));
    if (spec.path("hostNetwork").asBoolean(false)) {
      CONTAINERS.forEach(field -> spec.path(field).forEach(PodDefaults::hostPorts));
    }
  }

  private static void requests(JsonNode resources) {
    JsonNode limits = resources.path("limits");
    if (limits.isObject() && resources instanceof ObjectNode object) {
      ObjectNode requests =
          object.path("requests") instanceof ObjectNode there
              ? there
              : object.putObject("requests");
      for (Map.Entry<String, JsonNode> limit : limits.properties()) {
        DependentDefaults.absent(requests, limit.getKey(), limit.getValue());
      }
    }
  }

  private static void hostPorts(JsonNode container) {
    for (JsonNode port : container.path("ports")) {
      if (port instanceof ObjectNode object) {
        DependentDefaults.absent(object, "hostPort", port.path("containerPort"));
      }
    }
  }

  /** Both names of the service account, as conversion writes them. */
  static void spec(ObjectNode spec) {
    String account = DependentDefaults.text(spec, "serviceAccountName");
    String older = DependentDefaults.text(spec, "serviceAccount");
    String name = account.isEmpty() ? older : account;
    if (!name.isEmpty()) {
      spec.put("serviceAccountName", name).put("serviceAccount", name);
    }
  }

  /** The class of service: {@code pkg/apis/core/v1/helper/qos}. */
  static String qosClass(JsonNode spec) {
    boolean any = false;
    boolean guaranteed = true;
    Map<String, String> requests = new HashMap<>();
    Map<String, String> limits = new HashMap<>();
    for (String field : CONTAINERS) {
      for (JsonNode container : spec.path(field)) {
        JsonNode resources = container.path("resources");
        requests.clear();
        limits.clear();
        collect(resources.path("requests"), requests);
        collect(resources.path("limits"), limits);
        any |= !requests.isEmpty() || !limits.isEmpty();
        guaranteed &=
            new TreeSet<>(limits.keySet()).equals(new TreeSet<>(List.of("cpu", "memory")))
                && limits.equals(requests);
      }
    }
    return any ? guaranteed ? "Guaranteed" : "Burstable" : "BestEffort";
  }

  private static void collect(JsonNode amounts, Map<String, String> into) {
    for (String name : List.of("cpu", "memory")) {
      String amount = amounts.path(name).asString("");
      if (!amount.isEmpty() && !amount.equals("0")) {
        into.put(name, amount);
      }
    }
  }
}
