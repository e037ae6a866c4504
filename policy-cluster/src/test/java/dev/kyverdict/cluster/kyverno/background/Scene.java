package dev.kyverdict.cluster.kyverno.background;

import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.kyverno.UpdateRequest;
import dev.kyverdict.cluster.sim.Setup;
import dev.kyverdict.cluster.sim.SimulatedCluster;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A cluster with both of Kyverno's controllers, and somebody who may do everything in it. */
final class Scene {

  private static final UserInfo ADMIN =
      UserInfo.of("rig-admin", "system:masters", "system:authenticated");

  /** What somebody must add to the chart's roles so that Kyverno may generate these kinds. */
  private static final String RIGHTS =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: may-generate}
      rules:
      - apiGroups: [""]
        resources: [secrets, configmaps]
        verbs: [get, list, watch, create, update, patch, delete]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: may-generate}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: may-generate}
      subjects:
      - {kind: ServiceAccount, name: kyverno-background-controller, namespace: kyverno}
      - {kind: ServiceAccount, name: kyverno-admission-controller, namespace: kyverno}
      """;

  private static final SimulatedCluster BASE = base(RIGHTS);

  final SimulatedCluster cluster;
  final Client client;

  private Scene(SimulatedCluster cluster) {
    this.cluster = cluster;
    this.client = new Client(cluster, ADMIN);
  }

  /** With the right to generate Secrets and ConfigMaps. */
  static Scene withRights() {
    return new Scene(BASE.copy());
  }

  /** With no other rights than the chart gives. */
  static Scene withoutRights() {
    return new Scene(base(""));
  }

  private static SimulatedCluster base(String more) {
    return SimulatedCluster.start(Setup.DEFAULT.with(trees(more)));
  }

  Scene copy() {
    return new Scene(cluster.copy());
  }

  static List<JsonNode> trees(String text) {
    return YamlReader.read("test.yaml", text).stream().map(YamlDocument::tree).toList();
  }

  /** Allows what {@link #withoutRights} lacks. */
  Scene allow() {
    return create(RIGHTS);
  }

  /** Creates objects, and lets Kyverno take note of them. */
  Scene create(String text) {
    for (JsonNode object : trees(text)) {
      Reply reply = client.create(object);
      if (!reply.ok()) {
        throw new AssertionError(reply.status() + " " + reply.message());
      }
    }
    return settle();
  }

  Scene update(JsonNode object) {
    Reply reply = client.update(object);
    if (!reply.ok()) {
      throw new AssertionError(reply.status() + " " + reply.message());
    }
    return settle();
  }

  /** Merges a patch into an object. */
  Scene merge(String apiVersion, String kind, String namespace, String name, String patch) {
    Reply reply =
        client.patch(
            apiVersion, kind, namespace, name, "", Request.MERGE_PATCH, trees(patch).getFirst());
    if (!reply.ok()) {
      throw new AssertionError(reply.status() + " " + reply.message());
    }
    return settle();
  }

  Scene delete(String apiVersion, String kind, String namespace, String name) {
    Reply reply = client.delete(apiVersion, kind, namespace, name);
    if (!reply.ok()) {
      throw new AssertionError(reply.status() + " " + reply.message());
    }
    return settle();
  }

  Scene settle() {
    cluster.pass(Duration.ofSeconds(3));
    return this;
  }

  Optional<JsonNode> find(String apiVersion, String kind, String namespace, String name) {
    return client.find(apiVersion, kind, namespace, name);
  }

  ObjectNode get(String apiVersion, String kind, String namespace, String name) {
    return (ObjectNode) find(apiVersion, kind, namespace, name).orElseThrow().deepCopy();
  }

  /** Every state of UpdateRequests that is to be seen while time passes. */
  List<JsonNode> requestsWhile(Duration time) {
    Set<JsonNode> seen = new LinkedHashSet<>();
    for (long i = 0; i < time.toMillis(); i++) {
      cluster.pass(Duration.ofMillis(1));
      seen.addAll(client.list(UpdateRequest.API_VERSION, UpdateRequest.KIND, "kyverno", ""));
    }
    return new ArrayList<>(seen);
  }

  List<JsonNode> events() {
    return client.list("events.k8s.io/v1", "Event", "", "");
  }
}
