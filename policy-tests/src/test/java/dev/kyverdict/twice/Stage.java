package dev.kyverdict.twice;

import dev.kyverdict.cluster.AuditEntry;
import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.engine.UserInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A cluster as one case works with it, and what the case has noted. */
final class Stage {

  /** Who may do everything. */
  static final UserInfo ADMIN = UserInfo.of("kyverdict-admin", "system:masters");

  /** Who may work with claims and ConfigMaps only. */
  static final UserInfo DEVELOPER = UserInfo.of("rig-dev", "rig-devs");

  static final String CLAIM = "PersistentVolumeClaim";
  static final String POLICY = "ClusterPolicy";
  static final String KYVERNO = "kyverno.io/v1";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOG = Duration.ofSeconds(2);

  private final Cluster cluster;
  private final Surroundings around;
  private final String namespace;
  private final Client admin;
  private final ArrayNode notes = NODES.arrayNode();

  /**
   * Of a cluster.
   *
   * @param namespace the case's own; whatever it makes for the whole cluster has this name too
   */
  Stage(Cluster cluster, Surroundings around, String namespace) {
    this.cluster = cluster;
    this.around = around;
    this.namespace = namespace;
    this.admin = new Client(cluster, ADMIN);
  }

  Cluster cluster() {
    return cluster;
  }

  Surroundings around() {
    return around;
  }

  String namespace() {
    return namespace;
  }

  Client admin() {
    return admin;
  }

  ArrayNode notes() {
    return notes;
  }

  /** A text with {@code NS} for the namespace, as an object. */
  ObjectNode object(String yaml) {
    return Manifests.of(yaml.replace("NS", namespace));
  }

  /** Creates an object that the case needs and is not about. */
  JsonNode given(JsonNode object) {
    Reply reply = admin.create(object);
    if (!reply.ok() && reply.status() != 409) {
      throw new IllegalStateException(
          "cannot create %s: %d %s".formatted(object, reply.status(), reply.message()));
    }
    JsonNode status = object.path("status");
    if (status.isObject() && reply.ok()) {
      ObjectNode whole = ((ObjectNode) reply.body()).deepCopy();
      whole.set("status", status);
      Reply updated = admin.update(whole, "/status");
      if (!updated.ok()) {
        note("status refused", Noted.reply(updated));
      }
    }
    return reply.body();
  }

  JsonNode given(String yaml) {
    return given(object(yaml));
  }

  /** Creates the namespace. */
  void givenNamespace() {
    given("{apiVersion: v1, kind: Namespace, metadata: {name: NS}}");
  }

  /** Creates a policy and waits until it is in force; one that is refused is noted. */
  boolean policy(JsonNode policy) {
    Reply reply = admin.create(policy);
    if (!reply.ok()) {
      note("policy refused", Noted.reply(reply));
      return false;
    }
    inForce(policy.path("metadata").path("name").asString(""));
    return true;
  }

  boolean policy(String yaml) {
    return policy(object(yaml));
  }

  /** Waits until a policy is in force. */
  void inForce(String name) {
    cluster.await(PATIENCE, () -> ready(name));
    around.settle();
  }

  private boolean ready(String name) {
    JsonNode policy = admin.get(KYVERNO, POLICY, "", name).body();
    return policy
        .path("status")
        .path("conditions")
        .valueStream()
        .anyMatch(
            it ->
                it.path("type").asString("").equals("Ready")
                    && it.path("status").asString("").equals("True"));
  }

  /** Notes something. */
  void note(String step, JsonNode what) {
    notes.addObject().put("step", step).set("seen", what);
  }

  /** Sends a request and notes its answer and all that Kyverno did for it meanwhile. */
  Reply ask(String step, UserInfo user, Supplier<Reply> request) {
    int before = cluster.audit().size();
    Reply reply = request.get();
    ObjectNode noted = Noted.reply(reply);
    // a log may be written after the answer has left
    cluster.await(LOG, () -> own(Noted.since(cluster, before), user).isPresent());
    List<AuditEntry> entries = Noted.since(cluster, before);
    own(entries, user)
        .ifPresent(
            entry -> {
              noted.set("patches", Noted.patches(entry.annotations()));
              noted.set("webhooks", Noted.effects(entry.annotations()));
            });
    noted.set("calls", admissionCalls(entries));
    note(step, noted);
    return reply;
  }

  private ArrayNode admissionCalls(List<AuditEntry> entries) {
    List<AuditEntry> admission =
        entries.stream()
            .filter(it -> it.user().endsWith(":kyverno-admission-controller"))
            .filter(it -> it.verb().equals("get") || it.verb().equals("list"))
            .toList();
    return Noted.calls(admission, path -> path.contains("/namespaces/" + namespace + "/"));
  }

  /** The entry of the request; one about policies has no namespace in its path. */
  private Optional<AuditEntry> own(List<AuditEntry> entries, UserInfo user) {
    List<AuditEntry> changes =
        entries.stream()
            .filter(entry -> entry.user().equals(user.username()))
            .filter(entry -> !entry.verb().equals("get") && !entry.verb().equals("list"))
            .toList();
    return last(changes, "/namespaces/" + namespace + "/")
        .or(() -> last(changes, "/clusterpolicies/" + namespace))
        .or(() -> last(changes, "/clusterpolicies"));
  }

  private static Optional<AuditEntry> last(List<AuditEntry> entries, String path) {
    return entries.stream()
        .filter(entry -> entry.path().contains(path))
        .reduce((one, other) -> other);
  }

  /** Creates an object and notes the answer. */
  Reply create(String step, JsonNode object) {
    return ask(step, DEVELOPER, () -> new Client(cluster, DEVELOPER).create(object));
  }

  /** The same without doing it. */
  Reply tryCreate(String step, JsonNode object) {
    return ask(step, DEVELOPER, () -> new Client(cluster, DEVELOPER).create(object, "?dryRun=All"));
  }

  /** A merge patch by the administrator. */
  Reply patch(String apiVersion, String kind, String where, String name, String yaml) {
    return admin.patch(apiVersion, kind, where, name, "", Request.MERGE_PATCH, object(yaml));
  }

  /** Waits until something holds, and notes if it does not come. */
  void eventually(String what, BooleanSupplier condition) {
    if (!cluster.await(PATIENCE, condition)) {
      note("never: " + what, NODES.nullNode());
    }
  }

  /** Lets time pass in which nothing is to happen. */
  void pass(int seconds) {
    cluster.pass(Duration.ofSeconds(seconds));
  }

  /** Notes the objects of kinds in the namespace, each given as {@code apiVersion/Kind}. */
  void noteObjects(String step, String... kinds) {
    ArrayNode objects = NODES.arrayNode();
    for (String kind : kinds) {
      int slash = kind.lastIndexOf('/');
      String apiVersion = kind.substring(0, slash);
      admin.list(apiVersion, kind.substring(slash + 1), namespace, "").stream()
          .filter(it -> !it.path("metadata").path("name").asString("").equals("kube-root-ca.crt"))
          .sorted(Comparator.comparing(it -> it.path("metadata").path("name").asString("")))
          .forEach(
              it -> {
                ObjectNode slim = (ObjectNode) Slim.object(it);
                slim.put("kind", kind.substring(slash + 1));
                slim.remove("apiVersion");
                objects.add(slim);
              });
    }
    note(step, objects);
  }

  /** Notes what update requests about a policy are left, and in which state. */
  void noteUpdateRequests(String step, String policy) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode request : admin.list("kyverno.io/v2", "UpdateRequest", "kyverno", "")) {
      if (request.path("spec").path("policy").asString("").equals(policy)) {
        ObjectNode slim = NODES.objectNode();
        ObjectNode spec = ((ObjectNode) request.path("spec")).deepCopy();
        spec.remove("context");
        slim.set("spec", spec);
        slim.set("status", request.path("status"));
        found.add(Slim.tree(slim));
      }
    }
    ArrayNode requests = NODES.arrayNode();
    found.stream().sorted(Comparator.comparing(JsonNode::toString)).forEach(requests::add);
    note(step, requests);
  }

  /** Notes the events about a policy and about objects of the namespace. */
  void noteEvents(String step, String policy) {
    note(step, Noted.events(admin, namespace, policy));
  }

  /** Notes the calls of the background controller in the namespace since a place in the log. */
  void noteBackgroundCalls(String step, int since) {
    List<AuditEntry> background =
        Noted.since(cluster, since).stream()
            .filter(it -> it.user().endsWith(":kyverno-background-controller"))
            .toList();
    note(step, Noted.calls(background, path -> path.contains("/namespaces/" + namespace + "/")));
  }
}
