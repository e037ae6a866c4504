package dev.kyverdict.twice;

import dev.kyverdict.cluster.AuditEntry;
import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Does again, in a simulated cluster, what was done under one policy, and says what differs. */
final class RecordedRun {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final List<RecordedCase> cases;
  private final RecordedRig rig;
  private final Map<String, List<String>> differences = new LinkedHashMap<>();

  private RecordedRun(List<RecordedCase> cases) {
    this.cases = cases;
    this.rig = RecordedRig.of(cases.getFirst());
  }

  /** The differences of each case, by its id; an empty list of one that agrees. */
  static Map<String, List<String>> of(List<RecordedCase> cases) {
    RecordedRun run = new RecordedRun(cases);
    try {
      run.run();
    } catch (RuntimeException failed) {
      List<String> trace = new ArrayList<>();
      trace.add("/run: " + failed);
      for (StackTraceElement element : failed.getStackTrace()) {
        if (trace.size() < 8) {
          trace.add("  at " + element);
        }
      }
      cases.forEach(one -> run.differences.putIfAbsent(one.id(), trace));
    }
    return run.differences;
  }

  private void run() {
    RecordedCase first = cases.getFirst();
    if (first.tree().has("timeline")) {
      differences.put(first.id(), new RecordedTimeline(rig, first).run());
    } else if (first.tree().has("steps")) {
      differences.put(first.id(), new RecordedKubectl(rig, first).run());
    } else if (first.tree().has("goneWithin20s")) {
      differences.put(first.id(), deletion(first));
    } else if (first.asksForPolicy()) {
      differences.put(first.id(), new RecordedPolicy(rig, first).run());
    } else {
      requests(first);
    }
  }

  private void requests(RecordedCase first) {
    cases.forEach(
        one -> {
          rig.namespace(one.namespace());
          if (one.scripted()) {
            RecordedBackend.serve(one, rig.cluster());
          }
        });
    Reply policy = rig.policy(first.policy());
    List<String> ofPolicy = policyAdmission(first, policy);
    if (first.family().equals("14")) {
      rig.cluster().stop(Cluster.ADMISSION_CONTROLLER);
    }
    Map<RecordedCase, RecordedVerdict> verdicts = new LinkedHashMap<>();
    for (RecordedCase one : cases) {
      one.tree().path("existing").forEach(object -> load(one, object));
      verdicts.put(one, request(one));
    }
    rig.cluster().pass(SECOND.plusMillis(200));
    ArrayNode events =
        Noted.events(
            rig.admin(),
            first.namespace(),
            first.policy().path("metadata").path("name").asString(""));
    verdicts.forEach(
        (one, verdict) -> {
          if (one.verdict().has("events")) {
            verdict.compareEvents(one.verdict().path("events"), events, one.name());
          }
          if (one.tree().has("allEventsOfThisPolicy")) {
            verdict.compareAllEvents(
                aboutCases(one.tree().path("allEventsOfThisPolicy")), aboutCases(events));
          }
          differences.put(one.id(), new ArrayList<>(verdict.differences()));
        });
    differences.merge(
        first.id(),
        ofPolicy,
        (of, earlier) -> Stream.concat(earlier.stream(), of.stream()).toList());
  }

  /** Some cases of a policy are not among the recordings; their events are. */
  private ArrayNode aboutCases(JsonNode events) {
    ArrayNode about = JsonNodeFactory.instance.arrayNode();
    for (JsonNode event : events) {
      String object =
          event.path("related").isString()
              ? event.path("related").asString()
              : event.path("involved").asString("");
      if (cases.stream().anyMatch(one -> object.endsWith("/" + one.name()))) {
        about.add(event);
      }
    }
    return about;
  }

  /** Of updates the recording holds a destination under the name of its state only. */
  private void load(RecordedCase one, JsonNode object) {
    rig.cluster().load(object);
    ObjectNode renamed = ((ObjectNode) object).deepCopy();
    renamed.withObject("/metadata").put("name", one.name() + "-backup");
    rig.cluster().load(renamed);
  }

  private RecordedVerdict request(RecordedCase one) {
    int before = rig.cluster().audit().size();
    Reply reply = rig.send(one);
    rig.cluster().pass(Duration.ofMillis(150));
    RecordedVerdict verdict = new RecordedVerdict(one.verdict());
    verdict.compareReply(reply);
    if (one.verdict().has("apiCallsSeenByApiServer")) {
      List<AuditEntry> entries = Noted.since(rig.cluster(), before);
      verdict.compareAudit(entries, RecordedRig.last(entries, one.user()));
    }
    return verdict;
  }

  private List<String> policyAdmission(RecordedCase first, Reply reply) {
    RecordedVerdict verdict = new RecordedVerdict(first.tree().path("policyAdmission"));
    JsonNode recorded = first.tree().path("policyAdmission");
    if (recorded.isObject()) {
      ArrayNode warnings = JsonNodeFactory.instance.arrayNode();
      reply.warnings().forEach(text -> warnings.add(Slim.text(text)));
      verdict.add(
          "/policyAdmission/warnings",
          RecordedVerdict.warnings(recorded.path("warnings")),
          warnings);
    }
    if (!reply.ok()) {
      verdict.differences().add("/policyAdmission: " + reply.status() + " " + reply.message());
    }
    if (first.tree().has("webhookConfiguration")) {
      verdict.add(
          "/webhookConfiguration",
          first.tree().path("webhookConfiguration"),
          RecordedWebhooks.view(rig.admin()));
    }
    return verdict.differences();
  }

  /** A claim that is deleted while a policy looks at its updates. */
  private List<String> deletion(RecordedCase one) {
    rig.namespace(one.namespace());
    one.tree().path("existing").forEach(rig.admin()::create);
    ObjectNode destination =
        Manifests.of(
            """
            apiVersion: volsync.backube/v1alpha1
            kind: ReplicationDestination
            metadata: {name: %s-backup, namespace: %s}
            spec: {}
            status:
              latestImage: {kind: VolumeSnapshot, apiGroup: snapshot.storage.k8s.io, name: snap-1}
            """
                .formatted(one.name(), one.namespace()));
    rig.cluster().load(destination);
    rig.policy(one.policy());
    RecordedVerdict verdict = new RecordedVerdict(one.verdict());
    verdict.compareReply(rig.send(one));
    rig.cluster().pass(Duration.ofSeconds(20));
    JsonNode left = one.tree().path("leftOver");
    verdict.add(
        "/leftOver",
        left.isNull() ? JsonNodeFactory.instance.nullNode() : Slim.object(left),
        claim(one));
    rig.dropPolicy(one.policy().path("metadata").path("name").asString(""));
    rig.cluster().pass(Duration.ofSeconds(60));
    boolean gone = claim(one).isNull();
    if (gone != one.tree().path("goneAfterPolicyDeleted").asBoolean(false)) {
      verdict.differences().add("/goneAfterPolicyDeleted: got " + gone);
    }
    return verdict.differences();
  }

  private JsonNode claim(RecordedCase one) {
    return rig.admin()
        .find("v1", "PersistentVolumeClaim", one.namespace(), one.name())
        .map(Slim::object)
        .orElse(JsonNodeFactory.instance.nullNode());
  }
}
