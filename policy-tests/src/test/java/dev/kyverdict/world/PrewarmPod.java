package dev.kyverdict.world;

import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.actor.Actor;
import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.cluster.sim.Setup;
import dev.kyverdict.cluster.sim.SimulatedCluster;
import dev.kyverdict.cluster.types.Definitions;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.referee.Project;
import dev.kyverdict.replay.Heard;
import dev.kyverdict.replay.Recording;
import dev.kyverdict.world.apps.Kubelet;
import dev.kyverdict.world.batch.PreWarm;
import dev.kyverdict.world.kube.Trees;
import dev.kyverdict.world.s3.ObjectStore;
import dev.kyverdict.world.secrets.ExternalSecrets;
import dev.kyverdict.world.secrets.Vault;
import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The same as {@link PrewarmScript} in a simulated cluster, with the rendered rights. */
public final class PrewarmPod {

  private static final UserInfo ADMIN = UserInfo.of("admin", "system:masters");
  private static final Instant BEGINNING = Instant.parse("2025-12-31T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-01-10T00:00:00Z");

  private final PrewarmScene scene;

  /** For a scene. */
  public PrewarmPod(PrewarmScene scene) {
    this.scene = scene;
  }

  /**
   * Runs it.
   *
   * @param faults what fails while it does
   */
  public PrewarmOutcome run(Fault... faults) throws IOException {
    List<JsonNode> before = objects();
    SimulatedCluster cluster = cluster(before);
    Recording recording = Heard.by(Recording.of(cluster, before));
    scene.bucket().entrySet().stream()
        .sorted(Comparator.comparing(it -> Instant.parse(it.getValue())))
        .forEach(
            it -> {
              cluster.pass(Duration.between(cluster.now(), Instant.parse(it.getValue())));
              cluster.fetch(
                  new Request(
                      ADMIN,
                      Method.PUT,
                      "http://s3/volsync-backups/" + it.getKey(),
                      Request.JSON,
                      Trees.object()));
            });
    cluster.pass(Duration.between(cluster.now(), NOW));
    scene.objects().forEach(recording::load);
    List.of(faults).forEach(cluster::inject);
    Client admin = new Client(cluster, ADMIN);
    made(admin.create(files()));
    made(admin.create(pod()));
    cluster.pass(Duration.ofMinutes(2));
    return outcome(cluster, admin);
  }

  private static PrewarmOutcome outcome(SimulatedCluster cluster, Client admin) {
    JsonNode pod = admin.get("v1", "Pod", "volsync-system", "prewarm").body();
    int exit =
        Trees.at(pod, "status/containerStatuses")
            .path(0)
            .path("state")
            .path("terminated")
            .path("exitCode")
            .asInt(-1);
    List<JsonNode> lines =
        cluster
            .fetch(Request.get(ADMIN, "http://kubelet/logs/volsync-system/prewarm"))
            .body()
            .valueStream()
            .map(it -> JsonMapper.shared().readTree(it.asString()))
            .toList();
    List<JsonNode> objects = new ArrayList<>();
    objects.addAll(admin.list("volsync.backube/v1alpha1", "ReplicationDestination", "", ""));
    objects.addAll(admin.list("external-secrets.io/v1", "ExternalSecret", "", ""));
    admin.list("v1", "ConfigMap", "", "").stream()
        .filter(it -> !Trees.name(it).equals("prewarm-files"))
        .forEach(objects::add);
    return PrewarmOutcome.of(exit, lines, objects);
  }

  private static void made(Reply reply) {
    if (!reply.ok()) {
      throw new IllegalStateException(reply.message());
    }
  }

  private SimulatedCluster cluster(List<JsonNode> objects) {
    List<Actor> actors = new ArrayList<>();
    actors.add(new Kubelet(List.of(new PreWarm())));
    actors.add(new ObjectStore("volsync-backups"));
    if (scene.storeWorks()) {
      actors.add(new Vault(Map.of()));
      actors.add(new ExternalSecrets());
    }
    return SimulatedCluster.start(
        new Setup(BEGINNING, 0, () -> actors, objects, Duration.ofSeconds(10)));
  }

  private List<JsonNode> objects() {
    List<JsonNode> objects = new ArrayList<>(Definitions.optional());
    objects.addAll(Kubelet.objects());
    objects.addAll(ExternalSecrets.objects("vault"));
    ObjectNode home = Trees.head("v1", "Namespace", "", "volsync-system");
    home.putObject("status").put("phase", "Active");
    objects.add(home);
    objects.addAll(rights());
    return objects;
  }

  /**
   * As rendered: those of the profile that demands the base Secret as the scene does; the Role is
   * for the catalogue that the scene names.
   */
  private List<JsonNode> rights() {
    boolean demanding = !scene.variables().getOrDefault("BASE_SECRET", "").isEmpty();
    List<JsonNode> rights = new ArrayList<>();
    rights.addAll(rights("safe", Set.of("ServiceAccount", "Role", "RoleBinding")));
    rights.addAll(
        rights(demanding ? "as-planned" : "safe", Set.of("ClusterRole", "ClusterRoleBinding")));
    return rights;
  }

  private List<JsonNode> rights(String profile, Set<String> kinds) {
    String file = "/infrastructure/storage/volsync/prewarm-cronjob.yaml";
    return YamlReader.read(Project.root().resolve("generated/" + profile + file)).stream()
        .map(YamlDocument::tree)
        .filter(it -> kinds.contains(Trees.text(it, "kind")))
        .map(this::named)
        .toList();
  }

  private JsonNode named(JsonNode role) {
    String name = scene.variables().getOrDefault("CATALOGUE", "volsync-catalogue");
    String text = role.toString().replace("[\"volsync-catalogue\"]", "[\"" + name + "\"]");
    return JsonMapper.shared().readTree(text);
  }

  private ObjectNode files() throws IOException {
    ObjectNode map = Trees.head("v1", "ConfigMap", "volsync-system", "prewarm-files");
    ObjectNode data = map.putObject("data").put("prewarm.sh", PrewarmScript.text());
    scene.files().forEach((name, text) -> data.put(name + ".json", text));
    return map;
  }

  private ObjectNode pod() {
    ObjectNode pod = Trees.head("v1", "Pod", "volsync-system", "prewarm");
    ObjectNode spec = pod.putObject("spec").put("serviceAccountName", "volsync-prewarm");
    spec.put("restartPolicy", "Never");
    ObjectNode container = spec.putArray("containers").addObject().put("name", "prewarm");
    container.put("image", "alpine/k8s:1.33.0");
    container.putArray("command").add("/bin/bash").add("/opt/prewarm/prewarm.sh");
    ArrayNode environment = container.putArray("env");
    scene
        .variables()
        .forEach((name, value) -> environment.addObject().put("name", name).put("value", value));
    for (String name : scene.files().keySet()) {
      environment.addObject().put("name", name).put("value", "/opt/prewarm/" + name + ".json");
    }
    container
        .putArray("volumeMounts")
        .addObject()
        .put("name", "script")
        .put("mountPath", "/opt/prewarm");
    ObjectNode volume = spec.putArray("volumes").addObject().put("name", "script");
    volume.putObject("configMap").put("name", "prewarm-files");
    return pod;
  }
}
