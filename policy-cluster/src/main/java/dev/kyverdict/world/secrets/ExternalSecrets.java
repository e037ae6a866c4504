package dev.kyverdict.world.secrets;

import dev.kyverdict.cluster.actor.Actor;
import dev.kyverdict.cluster.actor.Change;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.actor.Work;
import dev.kyverdict.world.kube.Account;
import dev.kyverdict.world.kube.Alarms;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * External Secrets Operator: its controllers for ExternalSecrets, ClusterExternalSecrets, stores.
 */
public final class ExternalSecrets implements Actor {

  static final String API = "/apis/external-secrets.io/v1/";

  /** By choice: from an ExternalSecret to its Secret it takes at least a second. */
  private static final Duration WORK = Duration.ofSeconds(1);

  /** By choice: what failed is tried again after a second, then later and later. */
  private static final Duration FIRST = Duration.ofSeconds(1);

  private static final Duration LONGEST = Duration.ofMinutes(7);

  private static final String OBJECTS =
      """
      {apiVersion: v1, kind: Namespace, metadata: {name: external-secrets}, status: {phase: Active}}
      ---
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: clustersecretstores.external-secrets.io}
      spec:
        group: external-secrets.io
        scope: Cluster
        names: {kind: ClusterSecretStore, plural: clustersecretstores, singular: clustersecretstore, listKind: ClusterSecretStoreList}
        versions:
          - name: v1
            served: true
            storage: true
            subresources: {status: {}}
            schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: external-secrets-controller}
      rules:
        - {apiGroups: [external-secrets.io], resources: [clustersecretstores, externalsecrets, clusterexternalsecrets], verbs: [get, list, watch]}
        - {apiGroups: [external-secrets.io], resources: [externalsecrets, externalsecrets/status, externalsecrets/finalizers, clustersecretstores, clustersecretstores/status, clusterexternalsecrets, clusterexternalsecrets/status, clusterexternalsecrets/finalizers], verbs: [get, update, patch]}
        - {apiGroups: [external-secrets.io], resources: [externalsecrets], verbs: [create, update, delete]}
        - {apiGroups: [""], resources: [namespaces], verbs: [get, list, watch]}
        - {apiGroups: [""], resources: [secrets], verbs: [get, list, watch, create, update, delete, patch]}
        - {apiGroups: ["", events.k8s.io], resources: [events], verbs: [create, patch]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: external-secrets-controller}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: external-secrets-controller}
      subjects: [{kind: ServiceAccount, name: external-secrets, namespace: external-secrets}]
      ---
      apiVersion: external-secrets.io/v1
      kind: ClusterSecretStore
      metadata: {name: "%s"}
      spec: {provider: {onepassword: {connectHost: "http://vault"}}}
      """;

  private final Account account;
  private final Alarms alarms;
  private final Map<String, Integer> failures;

  /** With nothing to do yet. */
  public ExternalSecrets() {
    this(new Alarms(), new TreeMap<>());
  }

  private ExternalSecrets(Alarms alarms, Map<String, Integer> failures) {
    this.account = Account.serviceAccount("external-secrets", "external-secrets");
    this.alarms = alarms;
    this.failures = failures;
  }

  /**
   * The operator's namespace, rights and the kind of its stores ({@code
   * deploy/charts/external-secrets/templates/rbac.yaml}), and a store.
   *
   * @param store the name of the ClusterSecretStore
   */
  public static List<JsonNode> objects(String store) {
    return Trees.yaml(OBJECTS.formatted(store));
  }

  @Override
  public String name() {
    return "external-secrets";
  }

  @Override
  public boolean watches(String group, String kind) {
    return group.equals("external-secrets.io")
        || group.isEmpty() && (kind.equals("Namespace") || kind.equals("Secret"));
  }

  @Override
  public void started(Host host) {
    alarms.clear();
    failures.clear();
    for (String plural : List.of("clustersecretstores", "clusterexternalsecrets")) {
      for (JsonNode it : account.get(host, API + plural).body().path("items")) {
        alarms.in(host, WORK, plural + "//" + Trees.name(it));
      }
    }
    for (JsonNode it : account.get(host, API + "externalsecrets").body().path("items")) {
      alarms.in(host, WORK, "externalsecrets/" + Trees.key(it));
    }
  }

  @Override
  public void changed(Host host, Change change) {
    JsonNode object = change.object();
    switch (Trees.text(object, "kind")) {
      case "ExternalSecret" -> {
        alarms.in(host, WORK, "externalsecrets/" + Trees.key(object));
        owner(host, object, "ClusterExternalSecret");
      }
      case "ClusterExternalSecret" ->
          alarms.in(host, Duration.ZERO, "clusterexternalsecrets//" + Trees.name(object));
      case "ClusterSecretStore" ->
          alarms.in(host, Duration.ZERO, "clustersecretstores//" + Trees.name(object));
      case "Secret" -> owner(host, object, "ExternalSecret");
      case "Namespace" -> {
        for (JsonNode it : account.get(host, API + "clusterexternalsecrets").body().path("items")) {
          alarms.in(host, Duration.ZERO, "clusterexternalsecrets//" + Trees.name(it));
        }
      }
      default -> {}
    }
  }

  private void owner(Host host, JsonNode object, String kind) {
    boolean cluster = kind.startsWith("Cluster");
    for (JsonNode owner : Trees.at(object, "metadata/ownerReferences")) {
      if (Trees.text(owner, "kind").equals(kind)) {
        String where =
            cluster
                ? "clusterexternalsecrets//"
                : "externalsecrets/" + Trees.namespace(object) + "/";
        alarms.in(host, cluster ? Duration.ZERO : WORK, where + Trees.text(owner, "name"));
      }
    }
  }

  @Override
  public void run(Host host, Work work) {
    if (!(work instanceof Alarms.Ring ring) || !alarms.heeds(ring)) {
      return;
    }
    String[] key = ring.key().split("/", -1);
    Optional<Duration> again =
        switch (key[0]) {
          case "externalsecrets" -> new SecretSync(host, account).run(key[1], key[2]);
          case "clusterexternalsecrets" -> new NamespaceSync(host, account).run(key[2]);
          default -> new Stores(host, account).check(key[2]);
        };
    if (again.isPresent() && again.get().isNegative()) {
      int number = failures.merge(ring.key(), 1, Integer::sum);
      Duration pause = FIRST.multipliedBy(1L << Math.min(number - 1, 20));
      alarms.in(host, pause.compareTo(LONGEST) > 0 ? LONGEST : pause, ring.key());
    } else {
      failures.remove(ring.key());
      again.ifPresent(it -> alarms.in(host, it, ring.key()));
    }
  }

  /** What a look comes to that failed: it is repeated, later and later. */
  static Optional<Duration> failed() {
    return Optional.of(Duration.ofSeconds(-1));
  }

  @Override
  public ExternalSecrets copy() {
    return new ExternalSecrets(alarms.copy(), new TreeMap<>(failures));
  }
}
