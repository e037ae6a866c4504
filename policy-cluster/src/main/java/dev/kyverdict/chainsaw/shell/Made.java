package dev.kyverdict.chainsaw.shell;

import dev.kyverdict.chainsaw.tree.OutOfReachException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The objects that {@code kubectl create} and {@code kubectl run} make of their arguments. */
final class Made {

  private Made() {}

  static JsonNode of(KubectlLine line) {
    List<String> arguments = line.arguments();
    if (arguments.size() != 2) {
      throw new OutOfReachException("kubectl create " + String.join(" ", arguments));
    }
    String name = arguments.get(1);
    return switch (arguments.getFirst()) {
      case "ns", "namespace" -> object("v1", "Namespace", name);
      case "sa", "serviceaccount" -> object("v1", "ServiceAccount", name);
      case "cm", "configmap" -> {
        ObjectNode map = object("v1", "ConfigMap", name);
        ObjectNode data = map.putObject("data");
        for (String literal : line.flags().getOrDefault("from-literal", List.of())) {
          int equals = literal.indexOf('=');
          data.put(literal.substring(0, equals), literal.substring(equals + 1));
        }
        yield map;
      }
      case "deploy", "deployment" -> deployment(name, line);
      default -> throw new OutOfReachException("kubectl create " + arguments.getFirst());
    };
  }

  /** {@code kubectl run}. */
  static JsonNode pod(String name, KubectlLine line) {
    ObjectNode pod = object("v1", "Pod", name);
    ObjectNode labels = pod.withObject("/metadata/labels");
    String given = line.flag("labels").orElse("run=" + name);
    for (String label : given.split(",", -1)) {
      int equals = label.indexOf('=');
      labels.put(label.substring(0, equals), label.substring(equals + 1));
    }
    ObjectNode spec = pod.putObject("spec");
    ObjectNode container = spec.putArray("containers").addObject();
    container.put("name", name).put("image", line.flag("image").orElse(""));
    container.putObject("resources");
    spec.put("dnsPolicy", "ClusterFirst").put("restartPolicy", "Always");
    return pod;
  }

  private static JsonNode deployment(String name, KubectlLine line) {
    ObjectNode deployment = object("apps/v1", "Deployment", name);
    deployment.withObject("/metadata/labels").put("app", name);
    ObjectNode spec = deployment.putObject("spec");
    spec.put("replicas", Integer.parseInt(line.flag("replicas").orElse("1")));
    spec.withObject("/selector/matchLabels").put("app", name);
    spec.putObject("strategy");
    spec.withObject("/template/metadata/labels").put("app", name);
    ObjectNode container = spec.withObject("/template/spec").putArray("containers").addObject();
    String image = line.flag("image").orElse("");
    String called = image.replaceFirst(".*/", "").replaceFirst("[:@].*", "");
    container.put("name", called).put("image", image);
    container.putObject("resources");
    return deployment;
  }

  private static ObjectNode object(String version, String kind, String name) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", version).put("kind", kind);
    object.putObject("metadata").put("name", name);
    return object;
  }
}
