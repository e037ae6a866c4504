package dev.kyverdict.cluster.types;

import java.util.Set;
import java.util.function.LongSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Defaults of services and what the API server allocates for them: {@code SetDefaults_Service} and
 * {@code pkg/registry/core/service/storage/alloc.go}, for one family of addresses.
 */
final class ServiceRules {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Set<String> WITH_ADDRESS = Set.of("ClusterIP", "NodePort", "LoadBalancer");
  private static final Set<String> OUTSIDE = Set.of("NodePort", "LoadBalancer");
  private static final int FIRST_PORT = 30_000;
  private static final int PORTS = 2_768;
  private static final int ADDRESSES_PER_BLOCK = 250;

  private ServiceRules() {}

  static void defaults(ObjectNode service) {
    if (!(service.path("spec") instanceof ObjectNode spec)) {
      return;
    }
    affinity(spec);
    spec.path("ports").forEach(ServiceRules::targetPort);
    String type = type(spec);
    if (OUTSIDE.contains(type)) {
      DependentDefaults.absent(spec, "externalTrafficPolicy", NODES.stringNode("Cluster"));
    }
    if (WITH_ADDRESS.contains(type)) {
      DependentDefaults.absent(spec, "internalTrafficPolicy", NODES.stringNode("Cluster"));
    }
    if (type.equals("LoadBalancer")) {
      DependentDefaults.absent(spec, "allocateLoadBalancerNodePorts", NODES.booleanNode(true));
    }
  }

  private static String type(JsonNode spec) {
    return DependentDefaults.text(spec, "type");
  }

  private static void affinity(ObjectNode spec) {
    if (DependentDefaults.text(spec, "sessionAffinity").equals("None")) {
      spec.remove("sessionAffinityConfig");
    } else if (!spec.path("sessionAffinityConfig").path("clientIP").has("timeoutSeconds")) {
      spec.putObject("sessionAffinityConfig").putObject("clientIP").put("timeoutSeconds", 10_800L);
    }
  }

  private static void targetPort(JsonNode port) {
    JsonNode target = port.path("targetPort");
    boolean none =
        target.isMissingNode()
            || (target.isNumber() && target.asInt() == 0)
            || (target.isString() && target.stringValue().isEmpty());
    if (none && port instanceof ObjectNode object) {
      object.set("targetPort", port.path("port"));
    }
  }

  /** Addresses and ports of a new service. */
  static void allocate(ObjectNode spec, LongSupplier numbers) {
    if (!WITH_ADDRESS.contains(type(spec))) {
      return;
    }
    String address = DependentDefaults.text(spec, "clusterIP");
    if (address.isEmpty()) {
      long number = numbers.getAsLong();
      address = "10.96." + block(number) + "." + (number % ADDRESSES_PER_BLOCK + 2);
      spec.put("clusterIP", address);
    }
    if (!spec.has("clusterIPs")) {
      spec.putArray("clusterIPs").add(address);
    }
    DependentDefaults.absent(spec, "ipFamilyPolicy", NODES.stringNode("SingleStack"));
    if (!spec.has("ipFamilies")) {
      spec.putArray("ipFamilies").add("IPv4");
    }
    if (OUTSIDE.contains(type(spec))
        && spec.path("allocateLoadBalancerNodePorts").asBoolean(true)) {
      spec.path("ports").forEach(port -> nodePort(port, numbers));
    }
  }

  private static long block(long number) {
    return number / ADDRESSES_PER_BLOCK % 256;
  }

  private static void nodePort(JsonNode port, LongSupplier numbers) {
    if (!port.has("nodePort") && port instanceof ObjectNode object) {
      object.put("nodePort", FIRST_PORT + numbers.getAsLong() % PORTS);
    }
  }

  /** An update that does not name the addresses keeps them. */
  static void keep(ObjectNode spec, JsonNode old) {
    if (!WITH_ADDRESS.contains(type(spec))) {
      return;
    }
    for (String field : new String[] {"clusterIP", "clusterIPs", "ipFamilyPolicy", "ipFamilies"}) {
      if (old.has(field)) {
        DependentDefaults.absent(spec, field, old.path(field));
      }
    }
  }
}
