package dev.kyverdict.world.apps;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.world.kube.Account;
import dev.kyverdict.world.kube.Trees;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Places a pod on the node once its claims allow it ({@code
 * k8s.io/kubernetes/pkg/scheduler/framework/plugins/volumebinding}).
 */
final class Scheduler {

  static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";

  private final Account account = Account.of("system:kube-scheduler", "system:authenticated");

  /** Whether it placed the pod. Otherwise a change of a claim is what helps. */
  boolean place(Host host, JsonNode pod, String node) {
    Optional<String> obstacle =
        Pods.claims(pod).stream()
            .map(claim -> obstacle(host, Trees.namespace(pod), claim, node))
            .flatMap(Optional::stream)
            .findFirst();
    if (obstacle.isPresent()) {
      explain(host, pod, obstacle.get());
      return false;
    }
    ObjectNode binding = Trees.head("v1", "Binding", Trees.namespace(pod), Trees.name(pod));
    binding.putObject("target").put("kind", "Node").put("name", node);
    return account.create(host, Pods.path(pod) + "/binding", binding).ok();
  }

  private Optional<String> obstacle(Host host, String namespace, String name, String node) {
    String path = "/api/v1/namespaces/%s/persistentvolumeclaims/%s".formatted(namespace, name);
    Reply found = account.get(host, path);
    if (!found.ok()) {
      return Optional.of("persistentvolumeclaim \"%s\" not found".formatted(name));
    }
    JsonNode claim = found.body();
    if (Trees.goes(claim)) {
      return Optional.of("persistentvolumeclaim \"%s\" is being deleted".formatted(name));
    }
    if (Trees.text(claim, "status/phase").equals("Lost")) {
      return Optional.of(
          "persistentvolumeclaim \"%s\" bound to non-existent persistentvolume".formatted(name));
    }
    if (Trees.text(claim, "status/phase").equals("Bound")) {
      return Optional.empty();
    }
    if (!waits(host, claim)) {
      return Optional.of("pod has unbound immediate PersistentVolumeClaims");
    }
    if (Trees.entry(Trees.at(claim, "metadata/annotations"), SELECTED_NODE).isEmpty()) {
      ObjectNode patch = Trees.object();
      patch.putObject("metadata").putObject("annotations").put(SELECTED_NODE, node);
      account.merge(host, path, patch);
    }
    return Optional.of("waiting for volumes to be bound");
  }

  private boolean waits(Host host, JsonNode claim) {
    String name = Trees.text(claim, "spec/storageClassName");
    Reply found = account.get(host, "/apis/storage.k8s.io/v1/storageclasses/" + name);
    return found.ok()
        && Trees.text(found.body(), "volumeBindingMode").equals("WaitForFirstConsumer");
  }

  private void explain(Host host, JsonNode pod, String why) {
    boolean said =
        Trees.at(pod, "status/conditions")
            .valueStream()
            .anyMatch(it -> Trees.text(it, "message").equals(why));
    if (!said) {
      ObjectNode patch = Trees.object();
      ObjectNode condition = Pods.condition(host, "PodScheduled", "False");
      condition.put("reason", "Unschedulable").put("message", why);
      patch.putObject("status").putArray("conditions").addAll(List.of(condition));
      account.merge(host, Pods.path(pod) + "/status", patch);
    }
  }
}
