package dev.kyverdict.twice;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The story of a generated object, step by step. */
final class RecordedTimeline {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String VOLSYNC = "volsync.backube/v1alpha1";
  private static final String SOURCE = "ReplicationSource";
  private static final String CLAIM = "PersistentVolumeClaim";
  private static final String RIGHTS = "rbac.authorization.k8s.io/v1";
  private static final String GENERATE = "twice:generate";

  private final RecordedRig rig;
  private final RecordedCase one;
  private final String namespace;
  private final RecordedVerdict verdict;
  private final Set<JsonNode> requests = new LinkedHashSet<>();

  RecordedTimeline(RecordedRig rig, RecordedCase one) {
    this.rig = rig;
    this.one = one;
    this.namespace = one.namespace();
    this.verdict = new RecordedVerdict(one.verdict());
  }

  List<String> run() {
    rig.namespace(namespace);
    JsonNode steps = one.tree().path("timeline");
    String first = after(steps.get(0));
    if (!first.contains("source Secret does not exist")) {
      secret(initialRepository());
    }
    one.tree().path("existing").forEach(this::load);
    if (first.contains("the PVC was there before")) {
      rig.cluster().load(one.object());
    }
    if (!first.startsWith("policy created")) {
      Reply reply = rig.policy(one.policy());
      if (!reply.ok()) {
        verdict.differences().add("/policy: " + reply.status() + " " + reply.message());
      }
    }
    if (first.contains("may not create")) {
      forbid();
    }
    for (int i = 0; i < steps.size(); i++) {
      step("/timeline/" + i, steps.get(i));
    }
    if (one.tree().has("events")) {
      verdict.compareAllEvents(
          one.tree().path("events"),
          Noted.events(
              rig.admin(), namespace, one.policy().path("metadata").path("name").asString("")));
    }
    return verdict.differences();
  }

  private static String after(JsonNode step) {
    return step.path("after").asString("");
  }

  private void load(JsonNode object) {
    if (object.has("spec")) {
      rig.cluster().load(object);
    }
  }

  /** What the recorded clones held at first: the recordings shared one source. */
  private String initialRepository() {
    for (JsonNode object : one.tree().path("timeline").get(0).path("objects")) {
      String text = object.path("data").path("RESTIC_REPOSITORY").asString("");
      if (!text.isEmpty()) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
      }
    }
    return "s3:base";
  }

  private void secret(String repository) {
    ObjectNode secret =
        Manifests.of(
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: restic-base, namespace: volsync-system}
            type: Opaque
            data: {RESTIC_PASSWORD: eA==}
            """);
    secret.withObject("/data").put("RESTIC_REPOSITORY", base64(repository));
    if (rig.admin().create(secret).status() == 409) {
      ObjectNode patch = NODES.objectNode();
      patch.putObject("data").put("RESTIC_REPOSITORY", base64(repository));
      patch("v1", "Secret", "volsync-system", "restic-base", patch);
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private Reply patch(String apiVersion, String kind, String where, String name, ObjectNode patch) {
    return rig.admin().patch(apiVersion, kind, where, name, "", Request.MERGE_PATCH, patch);
  }

  private void forbid() {
    rig.admin().delete(RIGHTS, "ClusterRoleBinding", "", GENERATE);
  }

  private void permit() {
    Manifests.resource("rights.yaml").stream()
        .filter(it -> it.path("metadata").path("name").asString("").equals(GENERATE))
        .forEach(rig.admin()::create);
  }

  private void step(String place, JsonNode step) {
    requests.clear();
    int before = rig.cluster().audit().size();
    act(place, step);
    if (step.path("conditionReached").asBoolean(false)) {
      int expected = step.path("objects").size();
      boolean reached = sample(Duration.ofSeconds(10), expected);
      if (!reached) {
        verdict.differences().add(place + "/conditionReached: not within 10 s");
      }
      sample(Duration.ofSeconds(1), Integer.MAX_VALUE);
    } else {
      long millis = (long) (step.path("seconds").asDouble(0) * 1000);
      sample(Duration.ofMillis(millis), Integer.MAX_VALUE);
    }
    compare(place, step);
    if (place.endsWith("/0") && one.verdict().has("apiCallsSeenByApiServer")) {
      calls(before);
    }
  }

  private void calls(int before) {
    ArrayNode expected = NODES.arrayNode();
    for (JsonNode call : one.verdict().path("apiCallsSeenByApiServer")) {
      if (!call.path("verb").asString("").equals("watch")) {
        ObjectNode slim = expected.addObject();
        List.of("user", "verb", "uri", "code").forEach(it -> slim.set(it, call.path(it)));
      }
    }
    ArrayNode actual =
        Noted.calls(
            Noted.since(rig.cluster(), before),
            path -> path.contains("volsync.backube") && path.contains("/namespaces/"));
    while (actual.size() > expected.size()) {
      actual.remove(actual.size() - 1); // they were recorded for a moment only
    }
    verdict.add("/calls", expected, actual);
  }

  private boolean sample(Duration time, int objects) {
    return rig.cluster()
        .await(
            time,
            () -> {
              rig.updateRequests().forEach(request -> requests.add(updateRequest(request)));
              return objects().size() >= objects;
            });
  }

  private static JsonNode updateRequest(JsonNode request) {
    ObjectNode noted = NODES.objectNode();
    noted.set("labels", request.path("metadata").path("labels"));
    ObjectNode spec = ((ObjectNode) request.path("spec")).deepCopy();
    spec.remove("context");
    noted.set("spec", spec);
    JsonNode status = request.path("status");
    noted.set("status", status.isObject() ? status : NODES.objectNode());
    return Slim.tree(noted);
  }

  private List<JsonNode> objects() {
    List<JsonNode> objects = new ArrayList<>(rig.admin().list(VOLSYNC, SOURCE, namespace, ""));
    objects.addAll(rig.admin().list("v1", "Secret", namespace, ""));
    return objects;
  }

  private void compare(String place, JsonNode step) {
    verdict.add(
        place + "/objects", slim(step.path("objects").valueStream().toList()), slim(objects()));
    for (JsonNode request : step.path("updateRequestsSeen")) {
      JsonNode expected = updateRequest(withMetadata(request));
      if (!requests.contains(expected)) {
        verdict
            .differences()
            .add(place + "/updateRequests: never seen " + expected + "; seen " + requests);
      }
    }
    if (step.has("scheduleNow")) {
      verdict.add(
          place + "/scheduleNow", step.path("scheduleNow"), source().path("spec").path("trigger"));
    }
  }

  private static ObjectNode withMetadata(JsonNode recorded) {
    ObjectNode request = NODES.objectNode();
    request.putObject("metadata").set("labels", recorded.path("labels"));
    request.set("spec", recorded.path("spec"));
    if (recorded.path("status").isObject()) {
      request.set("status", recorded.path("status"));
    }
    return request;
  }

  private static ArrayNode slim(List<JsonNode> objects) {
    ArrayNode slim = NODES.arrayNode();
    for (JsonNode object : objects) {
      ObjectNode copy = (ObjectNode) Slim.object(object);
      copy.remove("apiVersion");
      copy.put("kind", object.has("data") ? "Secret" : SOURCE);
      slim.add(copy);
    }
    return slim;
  }

  private JsonNode source() {
    return rig.admin().get(VOLSYNC, SOURCE, namespace, one.name() + "-backup").body();
  }

  private void act(String place, JsonNode step) {
    String after = after(step);
    String claim = one.name();
    if (after.startsWith("PVC created")) {
      created();
    } else if (after.startsWith("policy created")) {
      rig.policy(one.policy());
    } else if (after.startsWith("generated ReplicationSource edited")) {
      ObjectNode patch = NODES.objectNode();
      patch.putObject("spec").putObject("trigger").put("schedule", "5 5 * * *");
      status(
          place, step, "editStatus", patch(VOLSYNC, SOURCE, namespace, claim + "-backup", patch));
    } else if (after.equals("source Secret edited")) {
      secret("s3:changed-" + one.id().replaceFirst("^gen-", "").replaceFirst("-trigger$", ""));
    } else if (after.startsWith("source Secret created")) {
      secret("s3:base");
    } else if (after.startsWith("generated Secret deleted")) {
      Reply reply = rig.admin().delete("v1", "Secret", namespace, claim + "-restic");
      status(place, step, "deleteStatus", reply);
    } else if (after.startsWith("trigger PVC touched")) {
      status(place, step, "updateStatus", label("touched", NODES.stringNode("yes")));
    } else if (after.startsWith("label backup removed")) {
      status(place, step, "updateStatus", label("backup", NODES.nullNode()));
    } else if (after.startsWith("label backup put back")) {
      label("backup", NODES.stringNode("hourly"));
    } else if (after.equals("trigger PVC deleted")) {
      rig.admin().delete("v1", CLAIM, namespace, claim);
    } else if (after.equals("policy deleted")) {
      rig.dropPolicy(one.policy().path("metadata").path("name").asString(""));
    } else if (after.equals("rights given back")) {
      permit();
    } else {
      throw new IllegalArgumentException("unknown step: " + after);
    }
  }

  private void created() {
    Reply reply = rig.send(one);
    verdict.compareReply(reply);
  }

  private Reply label(String key, JsonNode value) {
    ObjectNode patch = NODES.objectNode();
    patch.putObject("metadata").putObject("labels").set(key, value);
    return patch("v1", CLAIM, namespace, one.name(), patch);
  }

  private void status(String place, JsonNode step, String field, Reply reply) {
    if (step.path(field).asInt() != reply.status()) {
      verdict
          .differences()
          .add(place + "/" + field + ": " + reply.status() + " " + reply.message());
    }
  }
}
