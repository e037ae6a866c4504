package dev.kyverdict.twice;

import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What {@code kubectl apply} sends, several times. */
final class RecordedKubectl {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String CLAIM = "PersistentVolumeClaim";
  private static final String LAST = "kubectl.kubernetes.io/last-applied-configuration";
  private static final String MANAGER = "?fieldManager=kubectl-client-side-apply";

  private final RecordedRig rig;
  private final RecordedCase one;
  private final Client client;
  private final RecordedVerdict verdict;

  RecordedKubectl(RecordedRig rig, RecordedCase one) {
    this.rig = rig;
    this.one = one;
    this.client = new Client(rig.cluster(), one.user());
    this.verdict = new RecordedVerdict(one.verdict());
  }

  List<String> run() {
    boolean withNamespace = one.request().path("object").isArray();
    if (!withNamespace) {
      rig.namespace(one.namespace());
    }
    one.tree().path("existing").forEach(rig.cluster()::load);
    rig.policy(one.policy());
    if (withNamespace) {
      one.request().path("object").forEach(it -> accepted(client.create(it)));
      return verdict.differences();
    }
    JsonNode steps = one.tree().path("steps");
    for (int i = 0; i < steps.size(); i++) {
      step("/steps/" + i, steps.get(i));
    }
    return verdict.differences();
  }

  private void accepted(Reply reply) {
    if (!reply.ok()) {
      verdict.differences().add("/apply: " + reply.status() + " " + reply.message());
    }
  }

  private void step(String place, JsonNode step) {
    String name = step.path("step").asString("");
    if (name.contains("after the image appeared")) {
      image();
    }
    if (!name.equals("diff")) {
      ObjectNode object = ((ObjectNode) one.object()).deepCopy();
      if (name.startsWith("label changed")) {
        object.withObject("/metadata/labels").put("touched", "yes");
      }
      boolean serverSide = step.path("args").toString().contains("server-side");
      Reply reply = serverSide ? serverSide(object) : clientSide(object);
      outcome(place, step, reply);
    }
    JsonNode live = rig.admin().get("v1", CLAIM, one.namespace(), one.name()).body();
    JsonNode reference = live.path("spec").path("dataSourceRef");
    verdict.add(
        place + "/liveDataSourceRef",
        step.path("liveDataSourceRef"),
        reference.isObject() ? reference : NODES.nullNode());
    if (step.has("managers")) {
      verdict.add(place + "/managers", step.path("managers"), managers(live));
    }
  }

  private void outcome(String place, JsonNode step, Reply reply) {
    boolean done = step.path("exit").asInt() == 0;
    if (done != reply.ok()) {
      verdict.differences().add(place + "/exit: " + reply.status() + " " + reply.message());
    } else if (!done) {
      verdict.add(
          place + "/stderr",
          NODES.stringNode(step.path("stderr").asString("").strip()),
          NODES.stringNode("The " + reply.message().strip()));
    }
  }

  private void image() {
    rig.cluster()
        .load(
            Manifests.of(
                """
                apiVersion: volsync.backube/v1alpha1
                kind: ReplicationDestination
                metadata: {name: %s-backup, namespace: %s}
                spec: {}
                status: {latestImage: {kind: VolumeSnapshot, name: snap-1}}
                """
                    .formatted(one.name(), one.namespace())));
    rig.cluster().pass(Duration.ofMillis(100));
  }

  private Reply serverSide(ObjectNode object) {
    return client.serverSideApply(object, "kubectl", false);
  }

  private Reply clientSide(ObjectNode object) {
    Optional<JsonNode> live = client.find("v1", CLAIM, one.namespace(), one.name());
    ObjectNode annotated = object.deepCopy();
    annotated.withObject("/metadata").putObject("annotations").put(LAST, object + "\n");
    if (live.isEmpty()) {
      return client.create(annotated, MANAGER);
    }
    String before = live.get().path("metadata").path("annotations").path(LAST).asString("");
    if (before.equals(object + "\n")) {
      return client.get("v1", CLAIM, one.namespace(), one.name());
    }
    ObjectNode patch = NODES.objectNode();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.putObject("annotations").put(LAST, object + "\n");
    metadata.set("labels", object.path("metadata").path("labels"));
    return client.patch(
        "v1", CLAIM, one.namespace(), one.name(), MANAGER, Request.STRATEGIC_MERGE_PATCH, patch);
  }

  private static ArrayNode managers(JsonNode live) {
    ArrayNode managers = NODES.arrayNode();
    for (JsonNode entry : live.path("metadata").path("managedFields")) {
      managers
          .addObject()
          .put("manager", entry.path("manager").asString(""))
          .put("operation", entry.path("operation").asString(""))
          .put("ownsDataSourceRef", entry.path("fieldsV1").path("f:spec").has("f:dataSourceRef"));
    }
    return managers;
  }
}
