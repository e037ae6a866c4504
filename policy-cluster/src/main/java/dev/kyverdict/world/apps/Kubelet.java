package dev.kyverdict.world.apps;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.actor.Change;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.actor.WebServer;
import dev.kyverdict.cluster.actor.Work;
import dev.kyverdict.world.apps.Program.Progress;
import dev.kyverdict.world.kube.Account;
import dev.kyverdict.world.kube.Alarms;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The scheduler and the one node of a cluster ({@code k8s.io/kubernetes/pkg/scheduler}, {@code
 * pkg/kubelet}). It keeps what containers print: {@code GET http://kubelet/logs/<namespace>/<pod>}
 * answers with a list of lines.
 */
public final class Kubelet implements WebServer {

  /** The name of the node. */
  public static final String NODE = "node-1";

  private static final String URL = "http://kubelet/logs/";

  /** By choice: attaching volumes and starting a container whose image is there. */
  private static final Duration START = Duration.ofSeconds(2);

  /**
   * By choice: the kubelet looks again at what could not start; its own back-off ends at minutes.
   */
  private static final Duration AGAIN = Duration.ofSeconds(10);

  /** {@code podMaxInUnschedulablePodsDuration}: a changed claim has the scheduler look sooner. */
  private static final Duration UNSCHEDULABLE = Duration.ofMinutes(5);

  /** By choice: how long a process takes to end when it is told to. */
  private static final Duration STOP = Duration.ofSeconds(1);

  private final Account account;
  private final Scheduler scheduler = new Scheduler();
  private final List<Program> programs;
  private final Alarms alarms;
  private final Map<String, List<String>> logs;

  /** A program goes on. */
  private record Resume(String key, String uid, Container container, int program, Program.State at)
      implements Work {}

  /**
   * A node that knows some programs; a pod with another one runs until it is deleted.
   *
   * @param programs the first one that fits is run
   */
  public Kubelet(List<Program> programs) {
    this(List.copyOf(programs), new Alarms(), new TreeMap<>());
  }

  private Kubelet(List<Program> programs, Alarms alarms, Map<String, List<String>> logs) {
    this.account = Account.of("system:node:" + NODE, "system:nodes", "system:authenticated");
    this.programs = programs;
    this.alarms = alarms;
    this.logs = logs;
  }

  /** The node, and the rights that the Node authorizer gives. */
  public static List<JsonNode> objects() {
    return Trees.yaml(
        """
        {apiVersion: v1, kind: Node, metadata: {name: node-1, labels: {kubernetes.io/hostname: node-1}}}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: node-authorizer}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:node"}
        subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:nodes"}]
        """);
  }

  @Override
  public String name() {
    return "kubelet";
  }

  @Override
  public boolean watches(String group, String kind) {
    return group.isEmpty() && (kind.equals("Pod") || kind.equals("PersistentVolumeClaim"));
  }

  @Override
  public void started(Host host) {
    alarms.clear();
    for (JsonNode pod : account.list(host, "/api/v1/pods", "v1", "Pod")) {
      look(host, Trees.key(pod));
    }
  }

  @Override
  public void changed(Host host, Change change) {
    JsonNode object = change.object();
    if (Trees.text(object, "kind").equals("Pod")) {
      if (change.type() != Change.Type.DELETED) {
        look(host, Trees.key(object));
      }
      return;
    }
    String namespace = Trees.namespace(object);
    for (JsonNode pod : account.list(host, Pods.path(namespace), "v1", "Pod")) {
      if (Pods.claims(pod).contains(Trees.name(object))) {
        look(host, Trees.key(pod));
      }
    }
  }

  private void look(Host host, String key) {
    alarms.in(host, Duration.ZERO, key);
  }

  @Override
  public void run(Host host, Work work) {
    if (work instanceof Alarms.Ring ring && alarms.heeds(ring)) {
      find(host, ring.key()).ifPresent(pod -> see(host, pod));
    } else if (work instanceof Resume resume) {
      resume(host, resume);
    }
  }

  private Optional<JsonNode> find(Host host, String key) {
    String[] parts = key.split("/", -1);
    return Optional.of(account.get(host, Pods.path(parts[0]) + "/" + parts[1]))
        .filter(Reply::ok)
        .map(it -> it.body());
  }

  private void see(Host host, JsonNode pod) {
    boolean placed = !Trees.text(pod, "spec/nodeName").isEmpty();
    if (Trees.goes(pod)) {
      end(host, pod);
    } else if (!placed && !Pods.isOver(pod)) {
      if (!scheduler.place(host, pod, NODE)) {
        alarms.in(host, UNSCHEDULABLE, Trees.key(pod));
      }
    } else if (!Pods.isOver(pod) && !Trees.text(pod, "status/phase").equals("Running")) {
      start(host, pod);
    }
  }

  /** A pod that is told to go ends, and its object goes. */
  private void end(Host host, JsonNode pod) {
    Optional<Duration> left =
        Trees.time(pod, "metadata/deletionTimestamp")
            .map(it -> Duration.between(host.now(), it.minus(grace(pod)).plus(STOP)));
    if (left.isPresent() && left.get().isPositive()) {
      alarms.in(host, left.get(), Trees.key(pod));
      return;
    }
    account.delete(host, Pods.path(pod) + "?gracePeriodSeconds=0");
  }

  private static Duration grace(JsonNode pod) {
    return Duration.ofSeconds(Trees.at(pod, "metadata/deletionGracePeriodSeconds").asLong(0));
  }

  private void start(Host host, JsonNode pod) {
    Optional<java.time.Instant> placed = Trees.time(pod, "status/startTime");
    if (placed.isEmpty()) {
      status(host, pod, Trees.object().put("startTime", Trees.time(host.now())));
      alarms.in(host, START, Trees.key(pod));
      return;
    }
    Duration left = Duration.between(host.now(), placed.get().plus(START));
    if (left.isPositive()) {
      alarms.in(host, left, Trees.key(pod));
      return;
    }
    try {
      started(host, pod, new Containers(host, account, pod).first());
    } catch (Containers.NotYet why) {
      waiting(host, pod, String.valueOf(why.getMessage()));
      alarms.in(host, AGAIN, Trees.key(pod));
    }
  }

  private void waiting(Host host, JsonNode pod, String why) {
    ObjectNode status = Trees.object();
    ObjectNode state = container(pod, status, false).putObject("state").putObject("waiting");
    state.put("reason", "CreateContainerConfigError").put("message", why);
    if (!Trees.same(Trees.at(pod, "status/containerStatuses"), status.path("containerStatuses"))) {
      status(host, pod, status);
    }
  }

  private void started(Host host, JsonNode pod, Container container) {
    ObjectNode status = Trees.object().put("phase", "Running");
    ArrayNode conditions = status.putArray("conditions");
    conditions.add(Pods.condition(host, "PodScheduled", "True"));
    conditions.add(Pods.condition(host, "Ready", "True"));
    ObjectNode state = container(pod, status, true).putObject("state").putObject("running");
    state.put("startedAt", Trees.time(host.now()));
    if (!status(host, pod, status).ok()) {
      alarms.in(host, AGAIN, Trees.key(pod));
      return;
    }
    logs.remove(Trees.key(pod));
    for (int i = 0; i < programs.size(); i++) {
      if (programs.get(i).fits(container)) {
        go(host, pod, container, i, programs.get(i).begin(host, container));
        return;
      }
    }
  }

  private void resume(Host host, Resume resume) {
    Optional<JsonNode> pod =
        find(host, resume.key()).filter(it -> Trees.text(it, "metadata/uid").equals(resume.uid()));
    if (pod.isPresent() && !Trees.goes(pod.get())) {
      Program program = programs.get(resume.program());
      Progress progress = program.resume(host, resume.container(), resume.at());
      go(host, pod.get(), resume.container(), resume.program(), progress);
    }
  }

  private void go(Host host, JsonNode pod, Container container, int program, Progress progress) {
    List<String> log = new ArrayList<>(logs.getOrDefault(Trees.key(pod), List.of()));
    log.addAll(progress.lines());
    logs.put(Trees.key(pod), List.copyOf(log));
    switch (progress) {
      case Progress.Goes goes ->
          host.after(
              goes.after(),
              new Resume(
                  Trees.key(pod),
                  Trees.text(pod, "metadata/uid"),
                  container,
                  program,
                  goes.state()));
      case Progress.Ends ends -> over(host, pod, ends.exit());
    }
  }

  private void over(Host host, JsonNode pod, int exit) {
    ObjectNode status = Trees.object().put("phase", exit == 0 ? "Succeeded" : "Failed");
    status.putArray("conditions").add(Pods.condition(host, "Ready", "False"));
    ObjectNode state = container(pod, status, false).putObject("state").putObject("terminated");
    state.put("exitCode", exit).put("reason", exit == 0 ? "Completed" : "Error");
    state.put("finishedAt", Trees.time(host.now()));
    status(host, pod, status);
  }

  private static ObjectNode container(JsonNode pod, ObjectNode status, boolean ready) {
    JsonNode container = Trees.at(pod, "spec/containers").path(0);
    ObjectNode one = status.putArray("containerStatuses").addObject();
    one.put("name", Trees.text(container, "name")).put("image", Trees.text(container, "image"));
    return one.put("imageID", "").put("ready", ready).put("restartCount", 0);
  }

  private Reply status(Host host, JsonNode pod, ObjectNode status) {
    ObjectNode patch = Trees.object();
    patch.set("status", status);
    return account.merge(host, Pods.path(pod) + "/status", patch);
  }

  @Override
  public boolean serves(String url) {
    return url.startsWith(URL);
  }

  @Override
  public Reply answer(Host host, Request request) {
    ArrayNode lines = JsonNodeFactory.instance.arrayNode();
    logs.getOrDefault(request.path().substring(URL.length()), List.of()).forEach(lines::add);
    return new Reply.Answered(200, lines, List.of());
  }

  @Override
  public Kubelet copy() {
    return new Kubelet(programs, alarms.copy(), new TreeMap<>(logs));
  }
}
