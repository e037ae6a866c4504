package dev.kyverdict.world.apps;

import dev.kyverdict.cluster.actor.Actor;
import dev.kyverdict.cluster.actor.Change;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.actor.Work;
import dev.kyverdict.world.kube.Account;
import dev.kyverdict.world.kube.Alarms;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The controllers of Deployments and StatefulSets as far as claims and data go ({@code
 * k8s.io/kubernetes/pkg/controller/deployment}, {@code statefulset}): one pod for each, a new one
 * when it is gone, and the claims of a StatefulSet's templates. There are no ReplicaSets in
 * between, and a changed template replaces the pod once the old one is gone.
 */
public final class Workloads implements Actor {

  private static final String APPS = "/apis/apps/v1/";
  private static final String HASH = "pod-template-hash";
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Account deployments = Account.controller("deployment-controller");
  private final Account replicas = Account.controller("replicaset-controller");
  private final Account sets = Account.controller("statefulset-controller");
  private final Alarms alarms;

  /** With nothing to do yet. */
  public Workloads() {
    this(new Alarms());
  }

  private Workloads(Alarms alarms) {
    this.alarms = alarms;
  }

  @Override
  public String name() {
    return "workload-controllers";
  }

  @Override
  public boolean watches(String group, String kind) {
    return group.equals("apps") && List.of("Deployment", "StatefulSet").contains(kind)
        || group.isEmpty() && kind.equals("Pod");
  }

  @Override
  public void started(Host host) {
    alarms.clear();
    for (JsonNode it : deployments.list(host, APPS + "deployments", "apps/v1", "Deployment")) {
      look(host, it);
    }
    for (JsonNode it : sets.list(host, APPS + "statefulsets", "apps/v1", "StatefulSet")) {
      look(host, it);
    }
  }

  @Override
  public void changed(Host host, Change change) {
    JsonNode object = change.object();
    if (!Trees.text(object, "kind").equals("Pod")) {
      if (change.type() != Change.Type.DELETED) {
        look(host, object);
      }
      return;
    }
    for (JsonNode owner : Trees.at(object, "metadata/ownerReferences")) {
      String kind = Trees.text(owner, "kind");
      if (kind.equals("Deployment") || kind.equals("StatefulSet")) {
        String key = kind + "/" + Trees.namespace(object) + "/" + Trees.text(owner, "name");
        alarms.in(host, Duration.ZERO, key);
      }
    }
  }

  private void look(Host host, JsonNode workload) {
    alarms.in(host, Duration.ZERO, Trees.text(workload, "kind") + "/" + Trees.key(workload));
  }

  @Override
  public void run(Host host, Work work) {
    if (!(work instanceof Alarms.Ring ring) || !alarms.heeds(ring)) {
      return;
    }
    String[] key = ring.key().split("/", -1);
    boolean set = key[0].equals("StatefulSet");
    String path =
        APPS + "namespaces/" + key[1] + (set ? "/statefulsets/" : "/deployments/") + key[2];
    Optional.of((set ? sets : deployments).get(host, path))
        .filter(it -> it.ok() && !Trees.goes(it.body()))
        .ifPresent(
            it -> {
              if (!settle(host, it.body(), set, path)) {
                alarms.in(host, AGAIN, ring.key());
              }
            });
  }

  /** Whether everything is as it should be, or will be without another look. */
  private boolean settle(Host host, JsonNode workload, boolean set, String path) {
    String uid = Trees.text(workload, "metadata/uid");
    Account account = set ? sets : replicas;
    List<JsonNode> own =
        account.list(host, Pods.path(Trees.namespace(workload)), "v1", "Pod").stream()
            .filter(it -> Trees.isOwned(it, uid))
            .toList();
    boolean wanted = Trees.at(workload, "spec/replicas").asInt(1) > 0;
    boolean done = true;
    for (JsonNode pod : own) {
      if (!Trees.goes(pod) && (!wanted || Pods.isOver(pod) || isOld(pod, workload))) {
        done &= account.delete(host, Pods.path(pod)).ok();
      }
    }
    if (wanted && own.isEmpty()) {
      done &= claims(host, workload) && make(host, workload, account, set);
    }
    boolean ready = own.stream().anyMatch(it -> Trees.hasCondition(it, "Ready", "True"));
    status(host, workload, set, path, ready);
    return done;
  }

  private static boolean isOld(JsonNode pod, JsonNode workload) {
    return !Trees.text(pod, "metadata/labels/" + HASH).equals(hash(workload));
  }

  /** By choice in hexadecimal; Kubernetes encodes an FNV hash of the same. */
  private static String hash(JsonNode workload) {
    return Integer.toHexString(Trees.at(workload, "spec/template").hashCode());
  }

  private boolean claims(Host host, JsonNode workload) {
    boolean done = true;
    for (JsonNode template : Trees.at(workload, "spec/volumeClaimTemplates")) {
      String namespace = Trees.namespace(workload);
      String name = Trees.name(template) + "-" + Trees.name(workload) + "-0";
      String collection = "/api/v1/namespaces/" + namespace + "/persistentvolumeclaims";
      if (sets.get(host, collection + "/" + name).status() == 404) {
        ObjectNode claim = Trees.head("v1", "PersistentVolumeClaim", namespace, name);
        ObjectNode metadata = (ObjectNode) claim.path("metadata");
        for (String field : List.of("labels", "annotations")) {
          if (Trees.at(template, "metadata").has(field)) {
            metadata.set(field, Trees.at(template, "metadata/" + field));
          }
        }
        claim.set("spec", template.path("spec"));
        done &= sets.create(host, collection, claim).ok();
      }
    }
    return done;
  }

  private static boolean make(Host host, JsonNode workload, Account account, boolean set) {
    String namespace = Trees.namespace(workload);
    JsonNode template = Trees.at(workload, "spec/template");
    ObjectNode pod = Trees.object().put("apiVersion", "v1").put("kind", "Pod");
    ObjectNode metadata = Trees.copy(template.path("metadata")).put("namespace", namespace);
    pod.set("metadata", metadata);
    Trees.below(metadata, "labels").put(HASH, hash(workload));
    if (set) {
      metadata.put("name", Trees.name(workload) + "-0");
    } else {
      metadata.put("generateName", Trees.name(workload) + "-");
    }
    metadata.putArray("ownerReferences");
    Trees.own(pod, workload);
    ObjectNode spec = Trees.copy(template.path("spec"));
    pod.set("spec", spec);
    if (set) {
      mount(spec, workload);
    }
    return account.create(host, Pods.path(namespace), pod).ok();
  }

  private static void mount(ObjectNode spec, JsonNode workload) {
    ArrayNode volumes = JsonNodeFactory.instance.arrayNode();
    spec.path("volumes").forEach(volumes::add);
    for (JsonNode template : Trees.at(workload, "spec/volumeClaimTemplates")) {
      ObjectNode volume = volumes.addObject().put("name", Trees.name(template));
      volume
          .putObject("persistentVolumeClaim")
          .put("claimName", Trees.name(template) + "-" + Trees.name(workload) + "-0");
    }
    spec.set("volumes", volumes);
  }

  private void status(Host host, JsonNode workload, boolean set, String path, boolean ready) {
    int number = ready ? 1 : 0;
    if (Trees.at(workload, "status/readyReplicas").asInt(0) == number
        && Trees.at(workload, "status/observedGeneration")
            .equals(Trees.at(workload, "metadata/generation"))) {
      return;
    }
    ObjectNode changed = Trees.copy(workload);
    ObjectNode status = Trees.below(changed, "status");
    status.set("observedGeneration", Trees.at(workload, "metadata/generation"));
    status.put("replicas", 1).put("readyReplicas", number).put("availableReplicas", number);
    status.put("updatedReplicas", number);
    (set ? sets : deployments).replace(host, path + "/status", changed);
  }

  @Override
  public Workloads copy() {
    return new Workloads(alarms.copy());
  }
}
