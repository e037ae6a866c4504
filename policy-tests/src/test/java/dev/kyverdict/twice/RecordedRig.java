package dev.kyverdict.twice;

import dev.kyverdict.cluster.AuditEntry;
import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.actor.Actor;
import dev.kyverdict.cluster.sim.Setup;
import dev.kyverdict.cluster.sim.SimulatedCluster;
import dev.kyverdict.engine.UserInfo;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A simulated cluster in the state in which the cases of one policy were recorded. */
final class RecordedRig {

  static final UserInfo ADMIN = UserInfo.of("rig-admin", "system:masters");

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String CLAIMS = "persistentvolumeclaims";

  private final SimulatedCluster cluster;
  private final Watching watching;
  private final Client admin;

  private RecordedRig(SimulatedCluster cluster, Watching watching) {
    this.cluster = cluster;
    this.watching = watching;
    this.admin = new Client(cluster, ADMIN);
  }

  /** The cluster of one or several cases, without their policy. */
  static RecordedRig of(RecordedCase first) {
    Watching watching = new Watching();
    SimulatedCluster cluster =
        first.tree().has("timeline") ? watched(watching) : SimulatedCluster.start();
    String environment = first.environment();
    if (!environment.contains("CRDs not installed")) {
      Manifests.volsync().forEach(cluster::load);
    }
    Set<String> without = new TreeSet<>();
    if (environment.contains("default roles only")) {
      without.add("twice:read-volsync");
    }
    if (first.id().endsWith("admission-cannot-read-secrets")) {
      without.add("twice:read-secrets");
    }
    Manifests.resource("rights.yaml").stream()
        .filter(it -> !without.contains(it.path("metadata").path("name").asString("")))
        .forEach(cluster::load);
    RecordedRig rig = new RecordedRig(cluster, watching);
    rig.namespace("volsync-system");
    cluster.pass(Duration.ofSeconds(1));
    return rig;
  }

  private static SimulatedCluster watched(Watching watching) {
    Setup usual = Setup.DEFAULT;
    return SimulatedCluster.start(
        new Setup(
            usual.start(),
            usual.seed(),
            () -> Stream.<Actor>concat(usual.actors().get().stream(), Stream.of(watching)).toList(),
            usual.objects(),
            usual.settling()));
  }

  /** The states of update requests since the last time; only of a timeline. */
  List<JsonNode> updateRequests() {
    return watching.take();
  }

  SimulatedCluster cluster() {
    return cluster;
  }

  Client admin() {
    return admin;
  }

  void namespace(String name) {
    if (!name.isEmpty() && admin.find("v1", "Namespace", "", name).isEmpty()) {
      cluster.load(
          Manifests.of("{apiVersion: v1, kind: Namespace, metadata: {name: %s}}".formatted(name)));
    }
  }

  /** Creates a policy and lets it come into force. */
  Reply policy(JsonNode policy) {
    Reply reply = admin.create(policy);
    cluster.pass(Duration.ofSeconds(2));
    return reply;
  }

  /** Deletes it again. */
  Reply dropPolicy(String name) {
    Reply reply = admin.delete("kyverno.io/v1", "ClusterPolicy", "", name);
    cluster.pass(Duration.ofSeconds(1));
    return reply;
  }

  /** Sends the request of a case, with all that it needs to exist before. */
  Reply send(RecordedCase one) {
    String query = one.request().path("dryRun").asBoolean(false) ? "?dryRun=All" : "";
    String namespace = one.namespace();
    JsonNode object = one.object();
    return switch (one.operation()) {
      case "DELETE" -> call(one, Method.DELETE, path(one), NODES.missingNode());
      case "UPDATE" ->
          call(
              one,
              Method.PUT,
              path(one) + query,
              asStored(one.request().path("oldObject"), object));
      default -> call(one, Method.POST, collection(object, namespace) + query, object);
    };
  }

  private Reply call(RecordedCase one, Method method, String path, JsonNode body) {
    return cluster.call(new Request(one.user(), method, path, Request.JSON, body));
  }

  private JsonNode asStored(JsonNode old, JsonNode object) {
    cluster.load(old);
    JsonNode stored =
        admin
            .find(
                "v1",
                "PersistentVolumeClaim",
                old.path("metadata").path("namespace").asString(""),
                old.path("metadata").path("name").asString(""))
            .orElseThrow();
    ObjectNode whole = ((ObjectNode) stored).deepCopy();
    ObjectNode metadata = (ObjectNode) whole.get("metadata");
    metadata.setAll((ObjectNode) object.get("metadata").deepCopy());
    whole.set("spec", object.path("spec"));
    return whole;
  }

  private static String path(RecordedCase one) {
    return collection(one.object(), one.namespace()) + "/" + one.name();
  }

  private static String collection(JsonNode object, String namespace) {
    return switch (object.path("kind").asString("")) {
      case "PersistentVolumeClaim" -> "/api/v1/namespaces/" + namespace + "/" + CLAIMS;
      case "ClusterPolicy" -> "/apis/kyverno.io/v1/clusterpolicies";
      case "Policy" -> "/apis/kyverno.io/v1/namespaces/" + namespace + "/policies";
      default ->
          throw new IllegalArgumentException(
              "no path for " + object.path("kind").asString("").toLowerCase(Locale.ROOT));
    };
  }

  /** The entry of the last request of a user. */
  static AuditEntry last(List<AuditEntry> entries, UserInfo user) {
    return entries.stream()
        .filter(entry -> entry.user().equals(user.username()))
        .reduce((one, other) -> other)
        .orElseThrow();
  }
}
