package dev.kyverdict.cases;

import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.world.Scenery;
import dev.kyverdict.world.World;
import dev.kyverdict.world.kube.Trees;
import dev.kyverdict.world.storage.Longhorn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What becomes of sources, Secrets and volumes in the course of time. */
final class BackupStories {

  private static final Duration WARM = Duration.ofMinutes(14);
  private static final long GI = 1L << 30;

  private BackupStories() {}

  /** The copies that VolSync makes hold what the claim holds. */
  static boolean copiesAreWhole(World world) {
    return "mine".equals(OneApp.newestBackup(world).get("db"));
  }

  static World withoutSources() {
    Scenery scenery = OneApp.scenery(Case.AS_PLANNED);
    return OneApp.backedUp(
        scenery.with("infrastructure/sources", Given.file("17-removes-every-source.yaml")));
  }

  /** The password store comes ten minutes late; the backup comes all the same, and not silently. */
  static boolean lateSecretIsMadeUpFor(String profile) {
    World world = OneApp.empty(OneApp.scenery(profile));
    Fault down = Fault.answers("http://vault/*", 500);
    world.cluster().inject(down.during(world.cluster().now(), Duration.ofMinutes(10)));
    world.deploy("n8n").pass(Duration.ofMinutes(75));
    boolean told = world.timeline().toString().contains("secret n8n/data-volsync-secret NOT ready");
    return told && !world.backups(OneApp.CLAIM).isEmpty();
  }

  /** The same with a Secret that is computed when the claim arrives. */
  static boolean secretOfTheMoment() {
    Gate gate = Gate.with(Given.file("47-secret-of-the-moment.yaml"));
    gate.create();
    gate.pass(Duration.ofMinutes(5));
    ObjectNode base = Trees.head("v1", "Secret", Gate.NAMESPACE, "volsync-rustfs-base");
    base.putObject("data").put("RESTIC_PASSWORD", "cGFzc3dvcmQ=");
    gate.admin().create(base);
    gate.pass(Duration.ofHours(1));
    return gate.find("v1", "Secret", Gate.CLAIM + "-volsync-secret").isPresent();
  }

  /** The claim is admitted, whatever becomes of what is generated for it. */
  static String withoutItsSource() {
    return Gate.with(Given.file("47-secret-of-the-moment.yaml")).create().inAWord();
  }

  /**
   * A claim waits for its first pod: nobody raises an alarm, and it is bound when the pod comes.
   */
  static boolean waitsForAPod(String profile) {
    World world = OneApp.backedUp(profile).at(WARM);
    List<JsonNode> objects =
        Trees.yaml(
            """
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: {name: late}
            provisioner: driver.longhorn.io
            volumeBindingMode: WaitForFirstConsumer
            ---
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: late, namespace: n8n, labels: {backup: hourly}}
            spec: {accessModes: [ReadWriteOnce], storageClassName: late, resources: {requests: {storage: 1Gi}}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: late, namespace: n8n}
            spec:
              containers: [{name: app, image: "app:1", command: [app], volumeMounts: [{name: data, mountPath: /data}]}]
              volumes: [{name: data, persistentVolumeClaim: {claimName: late}}]
            """);
    objects.subList(0, 2).forEach(it -> created(world, it));
    world.pass(Duration.ofMinutes(12));
    boolean waits = !world.isBound("n8n/late");
    boolean quiet = OneApp.said(world).stream().noneMatch(it -> it.contains("error:"));
    created(world, objects.get(2));
    return waits && quiet && world.pass(Duration.ofMinutes(6)).isBound("n8n/late");
  }

  private static void created(World world, JsonNode object) {
    var reply = world.admin().create(object);
    if (!reply.ok()) {
      throw new IllegalStateException(Trees.key(object) + ": " + reply.message());
    }
  }

  /** The space is gone with the destination's volumes; somebody has said so before. */
  static boolean toldOfTheSpace(String profile) {
    Scenery scenery = OneApp.scenery(profile).with(new Longhorn.Space(64 * GI, 3, false));
    World world = OneApp.backedUp(scenery).at(WARM.plusMinutes(10));
    JsonNode destination = OneApp.destination(world).orElseThrow();
    if (destination.path("status").has("latestImage")) {
      throw new IllegalStateException("there was space enough");
    }
    return OneApp.said(world).stream().anyMatch(it -> it.matches(".*\\b(space|storage)\\b.*"));
  }

  /** A restore runs while the source would forget. */
  static boolean besideARestore() {
    World world = OneApp.backedUp(Case.AS_PLANNED).at(Duration.ofMinutes(68).plusSeconds(5));
    return forgets(OneApp.trigger(world, "sync-now"));
  }

  /** A mover died and left its lock: the next backup forgets, or somebody is told what to do. */
  static boolean besideAStaleLock(String profile) {
    World world = OneApp.backedUp(profile);
    ObjectNode lock = Trees.object().put("time", Trees.time(world.cluster().now()));
    lock.put("exclusive", false).put("hostname", "a-mover-that-died");
    OneApp.put(world, OneApp.CLAIM + "/locks/" + "0".repeat(64), lock);
    boolean forgets = forgets(world.at(Duration.ofMinutes(68)));
    return forgets
        || OneApp.saidWithin(world, Duration.ofMinutes(50)).stream()
            .anyMatch(it -> it.contains("repository-locked") && it.contains("spec.restic.unlock"));
  }

  /** The second backup succeeds at once: one snapshot more, not one for each attempt. */
  private static boolean forgets(World world) {
    int most = 0;
    for (int i = 0; i < 60; i++) {
      most = Math.max(most, world.pass(Duration.ofSeconds(5)).backups(OneApp.CLAIM).size());
    }
    String result = "status/latestMoverStatus/result";
    return Trees.text(OneApp.source(world).orElseThrow(), result).equals("Successful") && most == 2;
  }

  /** A file cannot be read: what could be read comes back, and somebody has said so. */
  static boolean partialBackupsAreTold(String profile) {
    World world =
        OneApp.written(OneApp.scenery(profile)).write(OneApp.CLAIM, Map.of("key", "secret"));
    String volume = Trees.text(world.claim(OneApp.CLAIM).orElseThrow(), "spec/volumeName");
    ObjectNode unreadable = Trees.object();
    unreadable.putArray("unreadable").add("key");
    OneApp.fetch(world, Method.PATCH, "http://longhorn/volumes/" + volume, unreadable);
    List<String> said = OneApp.saidWithin(world, Duration.ofMinutes(40));
    OneApp.lose(world).pass(Duration.ofMinutes(40));
    if (!OneApp.holds(world, "mine")) {
      throw new IllegalStateException("not restorable\n" + world.timeline());
    }
    return said.stream().anyMatch(it -> it.contains("partial"));
  }

  /** The source goes with the claim; with the label it goes, or is told of. */
  static boolean sourceGoes(String profile) {
    Gate deleted = Gate.of(profile).catalogued(Map.of());
    deleted.create();
    if (deleted.pass(Duration.ofMinutes(1)).source().isEmpty()) {
      throw new IllegalStateException("there is no source");
    }
    deleted.admin().delete("v1", Gate.PVC, Gate.NAMESPACE, Gate.CLAIM);
    return deleted.pass(Duration.ofMinutes(10)).source().isEmpty() && toldOfTheSource(profile);
  }

  private static boolean toldOfTheSource(String profile) {
    World world = OneApp.backedUp(profile).at(WARM);
    List<JsonNode> manifests =
        world.inventory().manifests(OneApp.APP).stream().map(BackupStories::unlabelled).toList();
    List<String> said =
        OneApp.saidWithin(world.commit("apps/n8n", manifests), Duration.ofMinutes(10));
    if (Trees.at(world.claim(OneApp.CLAIM).orElseThrow(), "metadata/labels").has("backup")) {
      throw new IllegalStateException("the claim has its label still");
    }
    return OneApp.source(world).isEmpty()
        || said.stream().anyMatch(it -> it.contains("source-without-label"));
  }

  private static JsonNode unlabelled(JsonNode manifest) {
    ObjectNode copy = Trees.copy(manifest);
    Trees.below(Trees.below(copy, "metadata"), "labels").remove("backup");
    return copy;
  }

  /** A claim that nobody touches has its source. */
  static boolean untouchedHasASource(Gate gate) {
    gate.catalogued(Map.of()).create();
    return gate.pass(Duration.ofHours(3)).source().isPresent();
  }

  /** A destination is made whose Secret is not there: it takes no volumes. */
  static boolean takesNoVolumes() {
    World world = OneApp.backedUp(Case.AS_PLANNED);
    Trees.yaml(
            """
            apiVersion: volsync.backube/v1alpha1
            kind: ReplicationDestination
            metadata: {name: other-restore, namespace: n8n}
            spec:
              trigger: {manual: once}
              restic: {repository: other-volsync-secret, copyMethod: Snapshot, capacity: 1Gi, accessModes: [ReadWriteOnce], storageClassName: longhorn}
            """)
        .forEach(it -> created(world, it));
    world.pass(Duration.ofMinutes(5));
    return world.claim("n8n/volsync-other-restore-dest").isEmpty();
  }

  /** The pre-warm makes the Secret first, and the destination when it is ready. */
  static boolean secretFirst(String profile) {
    Played absent = Played.of(profile, "039-secret-absent");
    Played ready = Played.of(profile, "039-secret-becomes-ready");
    return absent.has("ExternalSecret", "karakeep/data-volsync-secret")
        && !absent.destinationsMade()
        && ready.destinationsMade();
  }
}
