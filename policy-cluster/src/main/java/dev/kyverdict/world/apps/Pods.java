package dev.kyverdict.world.apps;

import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.world.kube.Trees;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Facts about pods. */
final class Pods {

  private Pods() {}

  static String path(JsonNode pod) {
    return path(Trees.namespace(pod)) + "/" + Trees.name(pod);
  }

  static String path(String namespace) {
    return "/api/v1/namespaces/" + namespace + "/pods";
  }

  /** The claims that a pod mounts. */
  static List<String> claims(JsonNode pod) {
    return Trees.at(pod, "spec/volumes")
        .valueStream()
        .map(it -> Trees.text(it, "persistentVolumeClaim/claimName"))
        .filter(it -> !it.isEmpty())
        .toList();
  }

  static boolean isOver(JsonNode pod) {
    return List.of("Succeeded", "Failed").contains(Trees.text(pod, "status/phase"));
  }

  static ObjectNode condition(Host host, String type, String status) {
    ObjectNode condition = Trees.object().put("type", type).put("status", status);
    return condition.put("lastTransitionTime", Trees.time(host.now()));
  }
}
