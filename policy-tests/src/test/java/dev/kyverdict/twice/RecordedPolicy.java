package dev.kyverdict.twice;

import dev.kyverdict.cluster.AuditEntry;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A policy that is created, and claims that are tried against it. */
final class RecordedPolicy {

  private static final String NAMESPACE = "t-bad";

  /** What the destinations of the claims that are tried have for a status. */
  private static final Map<String, String> STATES =
      Map.of("a1", "", "a5", "status: {latestImage: {kind: VolumeSnapshot, name: snap-1}}");

  private final RecordedRig rig;
  private final RecordedCase one;

  RecordedPolicy(RecordedRig rig, RecordedCase one) {
    this.rig = rig;
    this.one = one;
  }

  List<String> run() {
    rig.namespace(one.namespace());
    RecordedVerdict verdict = new RecordedVerdict(one.verdict());
    Reply reply = rig.policy(one.object());
    verdict.compareReply(reply);
    if (reply.ok() && one.verdict().has("httpStatus")) {
      stored(verdict, reply.body());
    }
    if (one.tree().path("readyCondition").isObject()) {
      ready(verdict);
    }
    if (one.tree().path("whatItThenDoes").isObject()) {
      tried(verdict);
    }
    return verdict.differences();
  }

  private void stored(RecordedVerdict verdict, JsonNode policy) {
    JsonNode recorded = one.verdict().path("storedSpecDiffers");
    one.object()
        .path("spec")
        .properties()
        .forEach(
            sent -> {
              String field = sent.getKey();
              verdict.add(
                  "/storedSpec/" + field,
                  recorded.path(field).isMissingNode() ? sent.getValue() : recorded.get(field),
                  policy.path("spec").path(field));
            });
  }

  private void ready(RecordedVerdict verdict) {
    JsonNode policy =
        rig.admin()
            .get(
                one.object().path("apiVersion").asString(""),
                one.object().path("kind").asString(""),
                one.namespace(),
                one.name())
            .body();
    JsonNode ready = JsonNodeFactory.instance.nullNode();
    for (JsonNode condition : policy.path("status").path("conditions")) {
      ready = condition.path("type").asString("").equals("Ready") ? condition : ready;
    }
    verdict.add("/readyCondition", one.tree().path("readyCondition"), ready);
  }

  private void tried(RecordedVerdict verdict) {
    rig.namespace(NAMESPACE);
    STATES.forEach(
        (claim, status) ->
            rig.cluster()
                .load(
                    Manifests.of(
                        """
                        apiVersion: volsync.backube/v1alpha1
                        kind: ReplicationDestination
                        metadata: {name: %s-backup, namespace: %s}
                        spec: {}
                        %s
                        """
                            .formatted(claim, NAMESPACE, status))));
    one.tree()
        .path("whatItThenDoes")
        .properties()
        .forEach(
            it ->
                verdict.add("/whatItThenDoes/" + it.getKey(), it.getValue(), dryRun(it.getKey())));
  }

  private ObjectNode dryRun(String name) {
    JsonNode claim =
        Manifests.of(
            """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: %s, namespace: %s, labels: {backup: hourly}}
            spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
            """
                .formatted(name, NAMESPACE));
    int before = rig.cluster().audit().size();
    Reply reply =
        rig.cluster()
            .call(
                new Request(
                    RecordedRig.ADMIN,
                    Method.POST,
                    "/api/v1/namespaces/" + NAMESPACE + "/persistentvolumeclaims?dryRun=All",
                    Request.JSON,
                    claim));
    AuditEntry entry = RecordedRig.last(Noted.since(rig.cluster(), before), RecordedRig.ADMIN);
    return noted(reply, entry);
  }

  private static ObjectNode noted(Reply reply, AuditEntry entry) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    ObjectNode noted = nodes.objectNode().put("allowed", reply.ok());
    noted.set("message", reply.ok() ? nodes.nullNode() : nodes.stringNode(reply.message()));
    JsonNode reference = reply.body().path("spec").path("dataSourceRef");
    noted.set("dataSourceRef", reference.isObject() ? reference : nodes.nullNode());
    var warnings = noted.putArray("warnings");
    reply.warnings().forEach(warnings::add);
    var patches = Noted.patches(entry.annotations());
    noted.set("patches", patches.isEmpty() ? nodes.nullNode() : patches);
    return noted;
  }
}
