package dev.kyverdict.world.argocd;

import dev.kyverdict.cluster.Discovery;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.actor.Actor;
import dev.kyverdict.cluster.actor.Change;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.actor.Work;
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
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Argo CD's application controller ({@code argo-cd/controller/appcontroller.go}). */
public final class ArgoCd implements Actor {

  private static final String APPLICATIONS = "/apis/argoproj.io/v1alpha1/applications";

  /** {@code timeout.reconciliation}: how often Git is asked when nobody says that it changed. */
  private static final Duration POLL = Duration.ofMinutes(3);

  /** {@code --self-heal-timeout-seconds}. */
  private static final Duration SELF_HEAL = Duration.ofSeconds(5);

  /** By choice: how long a comparison takes to begin. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Account account;
  private final Alarms alarms;
  private final Map<String, Discovery.Resource> kinds;
  private final Map<String, Compared> compared;
  private final Judgements judgements;

  /** An application of which nothing has changed in the cluster since it was compared. */
  private record Compared(String path, String revision) {}

  /** With nothing to do yet. */
  public ArgoCd() {
    this(new Alarms(), new TreeMap<>(), new TreeMap<>(), new Judgements());
  }

  private ArgoCd(
      Alarms alarms,
      Map<String, Discovery.Resource> kinds,
      Map<String, Compared> compared,
      Judgements judgements) {
    this.judgements = judgements;
    this.kinds = kinds;
    this.compared = compared;
    this.account = Account.serviceAccount("argocd", "argocd-application-controller");
    this.alarms = alarms;
  }

  /** Namespace, kind and rights ({@code manifests/cluster-install}). */
  public static List<JsonNode> objects() {
    return Trees.yaml(
        """
        {apiVersion: v1, kind: Namespace, metadata: {name: argocd}, status: {phase: Active}}
        ---
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: applications.argoproj.io}
        spec:
          group: argoproj.io
          scope: Namespaced
          names: {kind: Application, plural: applications, singular: application, listKind: ApplicationList}
          versions:
            - name: v1alpha1
              served: true
              storage: true
              schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: argocd-application-controller}
        rules:
          - {apiGroups: ["*"], resources: ["*"], verbs: ["*"]}
          - {nonResourceURLs: ["*"], verbs: ["*"]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: argocd-application-controller}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: argocd-application-controller}
        subjects: [{kind: ServiceAccount, name: argocd-application-controller, namespace: argocd}]
        """);
  }

  @Override
  public String name() {
    return "argocd-application-controller";
  }

  @Override
  public boolean watches(String group, String kind) {
    return !kind.equals("Event");
  }

  @Override
  public void started(Host host) {
    alarms.clear();
    kinds.clear();
    compared.clear();
    account.get(host, APPLICATIONS).body().path("items").forEach(it -> look(host, Trees.key(it)));
  }

  @Override
  public void changed(Host host, Change change) {
    JsonNode object = change.object();
    if (Trees.text(object, "kind").equals("CustomResourceDefinition")) {
      kinds.clear();
      compared.clear();
    }
    if (Trees.namespace(object).equals("argocd")) {
      compared.clear();
    }
    if (Trees.text(object, "kind").equals("Application")) {
      boolean own =
          change
              .before()
              .filter(it -> it.path("spec").equals(object.path("spec")))
              .filter(it -> it.path("operation").equals(object.path("operation")))
              .filter(
                  it ->
                      Trees.at(it, "metadata/annotations")
                              .equals(Trees.at(object, "metadata/annotations"))
                          && Trees.goes(it) == Trees.goes(object))
              .isPresent();
      if (!own) {
        look(host, Trees.key(object));
      }
      return;
    }
    String tracking = Trees.entry(Trees.at(object, "metadata/annotations"), Resource.TRACKING);
    int colon = tracking.indexOf(':');
    if (colon > 0) {
      look(host, "argocd/" + tracking.substring(0, colon));
    }
  }

  private void look(Host host, String key) {
    compared.remove(key);
    alarms.in(host, SOON, key);
  }

  @Override
  public void run(Host host, Work work) {
    if (!(work instanceof Alarms.Ring ring) || !alarms.heeds(ring)) {
      return;
    }
    if (isUnchanged(host, ring.key())) {
      alarms.in(host, POLL, ring.key());
      return;
    }
    int slash = ring.key().indexOf('/');
    String path =
        "/apis/argoproj.io/v1alpha1/namespaces/%s/applications/%s"
            .formatted(ring.key().substring(0, slash), ring.key().substring(slash + 1));
    Reply found = account.get(host, path);
    if (!found.ok()) {
      if (found.status() != 404) {
        look(host, ring.key());
      }
      return;
    }
    Cluster cluster = new Cluster(host, account, kinds, judgements);
    Application application = new Application(found.body());
    alarms.in(host, next(cluster, application), ring.key());
  }

  private Duration next(Cluster cluster, Application application) {
    try {
      if (Trees.goes(application.object())) {
        return finish(cluster, application);
      }
      return application.isSyncing() ? step(cluster, application) : refresh(cluster, application);
    } catch (Cluster.UndiscoveredException nothingIsKnown) {
      return SOON;
    }
  }

  /** The live state is known by watching: without a commit there is nothing new to compare. */
  private boolean isUnchanged(Host host, String key) {
    Compared last = compared.get(key);
    if (last == null) {
      return false;
    }
    Reply git = host.fetch(Request.get(account.user(), Git.URL + last.path()));
    return git.ok() && Trees.text(git.body(), "revision").equals(last.revision());
  }

  /** With the finalizer, what it manages goes first ({@code finalizeApplicationDeletion}). */
  private static Duration finish(Cluster cluster, Application application) {
    List<String> rest = new ArrayList<>();
    Trees.at(application.object(), "metadata/finalizers").forEach(it -> rest.add(it.asString("")));
    if (!rest.remove(Application.FINALIZER)) {
      return POLL;
    }
    boolean left = false;
    for (JsonNode entry : Trees.at(application.object(), "status/resources")) {
      Resource resource = Resource.parse(entry);
      Optional<JsonNode> live =
          cluster
              .find(resource)
              .filter(
                  it ->
                      Trees.entry(Trees.at(it, "metadata/annotations"), Resource.TRACKING)
                          .equals(resource.tracking(application.name())));
      left |= live.isPresent();
      if (live.filter(it -> !Trees.goes(it)).isPresent()) {
        cluster.delete(resource);
      }
    }
    if (!left) {
      ObjectNode patch = Trees.object();
      ArrayNode finalizers = patch.putObject("metadata").putArray("finalizers");
      rest.forEach(finalizers::add);
      cluster.merge(application.path(), patch);
    }
    return SOON;
  }

  private Duration refresh(Cluster cluster, Application application) {
    Comparison comparison = Comparison.of(cluster, application);
    ObjectNode patch = Trees.object();
    ObjectNode status = patch.putObject("status");
    ObjectNode sync = status.putObject("sync");
    boolean known = comparison.error().isEmpty();
    sync.put("status", !known ? "Unknown" : comparison.isSynced() ? "Synced" : "OutOfSync");
    sync.put("revision", comparison.revision());
    ArrayNode conditions = status.putArray("conditions");
    Duration again = POLL;
    if (known) {
      status.set("resources", comparison.list());
      again = new AutoSync(cluster, application, comparison).start(patch, conditions);
      if (again.equals(POLL)) {
        String key = Trees.key(application.object());
        compared.put(key, new Compared(application.gitPath(), comparison.revision()));
      }
    } else {
      conditions.addObject().put("type", "ComparisonError").put("message", comparison.error());
    }
    String refresh = "argocd.argoproj.io/refresh";
    JsonNode annotations = Trees.at(application.object(), "metadata/annotations");
    if (annotations.has(refresh)) {
      patch.putObject("metadata").putObject("annotations").putNull(refresh);
    }
    if (!isThere(patch, application.object())) {
      cluster.merge(application.path(), patch);
    }
    return again;
  }

  private static boolean isThere(JsonNode patch, JsonNode object) {
    return !patch.has("metadata")
        && !patch.has("operation")
        && patch.path("status").properties().stream()
            .allMatch(it -> Trees.at(object, "status").path(it.getKey()).equals(it.getValue()));
  }

  /** Whether a sync begins by itself ({@code autoSync}). */
  private record AutoSync(Cluster cluster, Application application, Comparison comparison) {

    Duration start(ObjectNode patch, ArrayNode conditions) {
      JsonNode asked = application.object().path("operation");
      if (asked.isObject()) {
        patch.set("operation", NullNode.getInstance());
        boolean prune = Trees.at(asked, "sync/prune").asBoolean(false);
        begin(patch, prune, Trees.at(asked, "retry/limit").asInt(0), List.of());
        return SOON;
      }
      if (!application.isAutomated() || comparison.isSynced() || isOnlyPruning()) {
        return POLL;
      }
      JsonNode last = application.operation();
      boolean attempted = Trees.text(last, "syncResult/revision").equals(comparison.revision());
      if (!attempted) {
        begin(patch, application.automated("prune"), application.retryLimit(), List.of());
        return SOON;
      }
      if (!Trees.text(last, "phase").equals("Succeeded")) {
        String message =
            "Failed last sync attempt to [%s]: %s"
                .formatted(comparison.revision(), Trees.text(last, "message"));
        conditions.addObject().put("type", "SyncError").put("message", message);
        return POLL;
      }
      return application.automated("selfHeal") ? heal(patch, last) : POLL;
    }

    private Duration heal(ObjectNode patch, JsonNode last) {
      Duration left =
          Trees.time(last, "finishedAt")
              .map(it -> Duration.between(cluster.host().now(), it.plus(SELF_HEAL)))
              .orElse(Duration.ZERO);
      if (left.isPositive()) {
        return left;
      }
      List<ObjectNode> out =
          comparison.entries().stream()
              .filter(it -> !Trees.text(it, "status").equals("Synced"))
              .toList();
      begin(patch, application.automated("prune"), application.retryLimit(), out);
      return SOON;
    }

    /** Without prune there is nothing to do; an empty path empties no application by itself. */
    private boolean isOnlyPruning() {
      boolean only =
          comparison.entries().stream()
              .filter(it -> !Trees.text(it, "status").equals("Synced"))
              .allMatch(it -> it.path("requiresPruning").asBoolean(false));
      return only && !application.automated("prune")
          || comparison.targets().isEmpty() && !application.automated("allowEmpty");
    }

    private void begin(ObjectNode patch, boolean prune, int limit, List<ObjectNode> resources) {
      ObjectNode state = patch.withObject("status").putObject("operationState");
      state.put("phase", "Running").put("message", "").put("retryCount", 0);
      state.put("startedAt", Trees.time(cluster.host().now())).putNull("finishedAt");
      state.putNull("retryAt");
      ObjectNode operation = state.putObject("operation");
      operation.putObject("retry").put("limit", limit);
      ObjectNode sync = operation.putObject("sync").put("prune", prune);
      sync.put("revision", comparison.revision());
      ArrayNode only = sync.putArray("resources");
      resources.forEach(it -> only.add(Resource.parse(it).entry()));
      state.putObject("syncResult").put("revision", comparison.revision()).putArray("resources");
    }
  }

  private static Duration step(Cluster cluster, Application application) {
    JsonNode operation = application.operation();
    Optional<Duration> wait =
        Trees.time(operation, "retryAt")
            .map(it -> Duration.between(cluster.host().now(), it))
            .filter(Duration::isPositive);
    if (wait.isPresent()) {
      return wait.get();
    }
    String revision = Trees.text(operation, "syncResult/revision");
    Reply git = Comparison.git(cluster, application, revision);
    if (!git.ok() && git.status() != 404) {
      return SOON;
    }
    Sync.Step step =
        new Sync(cluster, application, Comparison.targets(cluster, application, git.body())).next();
    ObjectNode patch = Trees.object();
    ObjectNode state = patch.putObject("status").putObject("operationState");
    state.put("phase", step.phase()).put("message", step.message()).putNull("retryAt");
    ObjectNode result = state.putObject("syncResult").put("revision", revision);
    result.set("resources", step.results());
    int limit = Trees.at(operation, "operation/retry/limit").asInt(0);
    int count = operation.path("retryCount").asInt(0);
    Duration again = step.again().orElse(SOON);
    if (step.phase().equals("Failed") && (limit < 0 || count < limit)) {
      again = application.backOff(count);
      String at = Trees.time(cluster.host().now().plus(again));
      state.put("phase", "Running").put("retryAt", at).put("retryCount", count + 1);
      state.put(
          "message", "%s. Retrying attempt #%d at %s.".formatted(step.message(), count + 1, at));
      result.putArray("resources");
    } else if (!step.phase().equals("Running")) {
      state.put("finishedAt", Trees.time(cluster.host().now()));
    }
    cluster.merge(application.path(), patch);
    return again;
  }

  @Override
  public ArgoCd copy() {
    return new ArgoCd(alarms.copy(), new TreeMap<>(kinds), new TreeMap<>(compared), judgements);
  }
}
