package dev.kyverdict.cases;

import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.sim.Setup;
import dev.kyverdict.cluster.sim.SimulatedCluster;
import dev.kyverdict.cluster.types.Definitions;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.referee.Claim;
import dev.kyverdict.referee.Destination;
import dev.kyverdict.referee.Project;
import dev.kyverdict.replay.Heard;
import dev.kyverdict.replay.Recording;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A cluster with nothing but Kyverno in it and some policies, at the door of which a claim stands:
 * {@code karakeep/data-pvc} of the example.
 */
final class Gate {

  static final String CLAIM = "data-pvc";
  static final String NAMESPACE = "karakeep";
  static final String PVC = "PersistentVolumeClaim";
  private static final String FOLDER = "controllers/kyverno/";
  private static final UserInfo ADMIN = UserInfo.of("admin", "system:masters");
  private static final Map<String, Gate> PROFILES = new TreeMap<>();

  private final SimulatedCluster cluster;
  private final Recording recording;

  private Gate(SimulatedCluster cluster, Recording recording) {
    this.cluster = cluster;
    this.recording = Heard.by(recording);
  }

  /** The rendered policies of a profile with their rights. */
  static Gate of(String profile) {
    synchronized (PROFILES) {
      Gate kept = PROFILES.computeIfAbsent(profile, Gate::profile);
      SimulatedCluster copy = kept.cluster.copy();
      return new Gate(copy, kept.recording.copy(copy));
    }
  }

  private static Gate profile(String profile) {
    List<JsonNode> policies = new ArrayList<>();
    for (String file : List.of("volsync-auto-restore.yaml", "volsync-clusterpolicy.yaml")) {
      policies.addAll(Project.rendered(profile, FOLDER + file));
    }
    return with(policies);
  }

  /** Other policies, with the rights of the rendered ones. */
  static Gate with(List<? extends JsonNode> policies) {
    List<JsonNode> objects = new ArrayList<>(Definitions.optional());
    for (String name : List.of(NAMESPACE, "volsync-system")) {
      objects.add(Trees.head("v1", "Namespace", "", name));
    }
    objects.addAll(Project.rendered(Case.SAFE, FOLDER + "volsync-rbac.yaml"));
    SimulatedCluster cluster = SimulatedCluster.start(Setup.DEFAULT.with(objects));
    Gate gate = new Gate(cluster, Recording.of(cluster, objects));
    for (JsonNode policy : policies) {
      Reply reply = gate.admin().create(policy);
      if (!reply.ok()) {
        throw new IllegalStateException(Trees.name(policy) + ": " + reply.message());
      }
    }
    return gate.pass(Duration.ofSeconds(5));
  }

  SimulatedCluster cluster() {
    return cluster;
  }

  Client admin() {
    return new Client(cluster, ADMIN);
  }

  Gate pass(Duration time) {
    cluster.pass(time);
    return this;
  }

  Gate given(JsonNode object) {
    recording.load(object);
    return this;
  }

  /** The destination of the claim, in some state; its backup is in the catalogue. */
  Gate backedUp(Destination state) {
    state.of(Claim.ordinary()).ifPresent(recording::load);
    return catalogued(Map.of(NAMESPACE + "." + CLAIM, Destination.NEWEST));
  }

  /** The catalogue, as of now. */
  Gate catalogued(Map<String, String> newest) {
    ObjectNode map = Trees.head("v1", "ConfigMap", "volsync-system", "volsync-catalogue");
    map.withObject("metadata")
        .putObject("annotations")
        .put("volsync.backup/updated", Trees.time(cluster.now()));
    ObjectNode data = map.putObject("data");
    newest.forEach(data::put);
    return given(map);
  }

  /** The claim as users have it. */
  static ObjectNode claim() {
    return Claim.ordinary().object().deepCopy();
  }

  /** The claim arrives. */
  Verdict create() {
    return create(claim());
  }

  /** A claim arrives. */
  Verdict create(JsonNode claim) {
    return new Verdict(admin().create(claim));
  }

  /** Somebody changes a label of the claim; null takes it away. */
  Reply label(String key, Optional<String> value) {
    ObjectNode patch = Trees.object();
    ObjectNode labels = patch.putObject("metadata").putObject("labels");
    value.ifPresentOrElse(it -> labels.put(key, it), () -> labels.putNull(key));
    return admin().patch("v1", PVC, NAMESPACE, CLAIM, "", Request.MERGE_PATCH, patch);
  }

  Optional<JsonNode> find(String apiVersion, String kind, String name) {
    return admin().find(apiVersion, kind, NAMESPACE, name);
  }

  /** What backs the claim up. */
  Optional<JsonNode> source() {
    return find("volsync.backube/v1alpha1", "ReplicationSource", CLAIM + "-backup");
  }
}
