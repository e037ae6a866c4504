package dev.kyverdict.cluster.types;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Checks services: ports, external names, and the address that stays. */
final class ServiceChecks {

  private static final int LAST_PORT = 65_535;
  private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");
  private static final List<String> TYPES =
      List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");

  private ServiceChecks() {}

  static List<FieldError> check(JsonNode spec) {
    List<FieldError> errors = new ArrayList<>();
    String type = spec.path("type").asString("");
    JsonNode ports = spec.path("ports");
    boolean headless = spec.path("clusterIP").asString("").equals("None");
    if (ports.isEmpty() && !headless && !type.equals("ExternalName")) {
      errors.add(FieldError.required("spec.ports", ""));
    }
    if (type.equals("ExternalName") && spec.path("externalName").asString("").isEmpty()) {
      errors.add(FieldError.required("spec.externalName", ""));
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < ports.size(); i++) {
      port(ports.get(i), "spec.ports[" + i + "]", ports.size() > 1, names, errors);
    }
    if (!TYPES.contains(type)) {
      errors.add(FieldError.notSupported("spec.type", spec.path("type"), TYPES));
    }
    errors.addAll(MetadataChecks.labels(spec.path("selector"), "spec.selector"));
    return errors;
  }

  private static void port(
      JsonNode port, String path, boolean named, Set<String> names, List<FieldError> errors) {
    String name = port.path("name").asString("");
    if (named && name.isEmpty()) {
      errors.add(FieldError.required(path + ".name", ""));
    } else if (!name.isEmpty()) {
      Names.label(name).forEach(it -> errors.add(FieldError.invalid(path + ".name", name, it)));
      if (!names.add(name)) {
        errors.add(FieldError.duplicate(path + ".name", port.path("name")));
      }
    }
    long number = port.path("port").asLong(0);
    if (number < 1 || number > LAST_PORT) {
      errors.add(
          FieldError.invalid(
              path + ".port",
              JsonNodeFactory.instance.numberNode(number),
              "must be between 1 and 65535, inclusive"));
    }
    if (!PROTOCOLS.contains(port.path("protocol").asString(""))) {
      errors.add(FieldError.notSupported(path + ".protocol", port.path("protocol"), PROTOCOLS));
    }
  }

  static List<FieldError> update(JsonNode spec, JsonNode old) {
    String before = old.path("clusterIP").asString("");
    JsonNode now = spec.path("clusterIP");
    boolean stays =
        before.isEmpty()
            || spec.path("type").asString("").equals("ExternalName")
            || old.path("type").asString("").equals("ExternalName");
    return stays || now.asString("").equals(before)
        ? List.of()
        : List.of(FieldError.invalid("spec.clusterIPs[0]", now, "may not change once set"));
  }
}
