package dev.kyverdict.world.volsync;

import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.world.control.Desk;
import dev.kyverdict.world.control.Key;
import dev.kyverdict.world.control.Kind;
import dev.kyverdict.world.kube.Account;
import dev.kyverdict.world.kube.Trees;
import dev.kyverdict.world.storage.Longhorn;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the kubelet does before a mover can begin: it mounts, and it reads secrets. */
final class MoverPod {

  /** The node authorizer is not simulated: the kubelet may do everything. */
  private static final Account KUBELET =
      Account.of("system:node:node-1", "system:nodes", "system:masters");

  private static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";

  private MoverPod() {}

  /** A mover with its volumes; empty while one of them cannot be had. */
  static Optional<MoverRun> mount(Host host, Key key, JsonNode job) {
    Desk kubelet = new Desk(host, KUBELET);
    String volume = "";
    for (String claim : JobTemplate.claims(job).reversed()) {
      Optional<ObjectNode> found = kubelet.find(Kind.CLAIM, key.namespace(), claim);
      volume = found.map(it -> Trees.text(it, "spec/volumeName")).orElse("");
      boolean bound =
          found.filter(it -> Trees.text(it, "status/phase").equals("Bound")).isPresent();
      found.ifPresent(it -> place(kubelet, it));
      if (!bound || !isHealthy(kubelet, volume)) {
        return Optional.empty();
      }
    }
    JsonNode container = Trees.at(job, "spec/template/spec/containers").path(0);
    VolSyncVersion version = VolSyncVersion.of(Trees.text(container, "image"));
    return Optional.of(
        new MoverRun(
            key,
            Marks.uid(job),
            Trees.at(job, "status/failed").asInt(0),
            host.now(),
            0,
            Stage.of(JobTemplate.arguments(job), version),
            environment(kubelet, key.namespace(), container.path("env")),
            volume,
            version,
            "",
            "",
            List.of("Starting container")));
  }

  /** The scheduler tells the node where a volume waits for it. */
  private static void place(Desk kubelet, ObjectNode claim) {
    boolean told = Trees.at(claim, "metadata/annotations").has(SELECTED_NODE);
    String className = Trees.text(claim, "spec/storageClassName");
    boolean waits =
        !told
            && Trees.text(claim, "spec/volumeName").isEmpty()
            && kubelet
                .find(Kind.STORAGE_CLASS, "", className)
                .filter(it -> Trees.text(it, "volumeBindingMode").equals("WaitForFirstConsumer"))
                .isPresent();
    if (waits) {
      ObjectNode placed = claim.deepCopy();
      placed.withObject("metadata").withObject("annotations").put(SELECTED_NODE, "node-1");
      kubelet.update(Kind.CLAIM, placed);
    }
  }

  private static boolean isHealthy(Desk kubelet, String volume) {
    return kubelet
        .fetch(Longhorn.URL + "volumes/" + volume)
        .filter(it -> Trees.text(it, "robustness").equals("healthy"))
        .isPresent();
  }

  private static Map<String, String> environment(
      Desk kubelet, String namespace, JsonNode variables) {
    Map<String, String> environment = new TreeMap<>();
    for (JsonNode variable : variables) {
      JsonNode reference = Trees.at(variable, "valueFrom/secretKeyRef");
      String value =
          reference.isObject()
              ? secret(kubelet, namespace, reference)
              : Trees.text(variable, "value");
      environment.put(Trees.text(variable, "name"), value);
    }
    return environment;
  }

  private static String secret(Desk kubelet, String namespace, JsonNode reference) {
    String encoded =
        kubelet
            .get(Kind.SECRET, namespace, Trees.text(reference, "name"))
            .path("data")
            .path(Trees.text(reference, "key"))
            .asString("");
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }
}
