package dev.kyverdict.world.volsync;

import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.actor.Actor;
import dev.kyverdict.cluster.api.ControllerManager;
import dev.kyverdict.cluster.sim.Setup;
import dev.kyverdict.cluster.sim.SimulatedCluster;
import dev.kyverdict.cluster.types.Definitions;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.world.kube.Trees;
import dev.kyverdict.world.s3.ObjectStore;
import dev.kyverdict.world.storage.CsiProvisioner;
import dev.kyverdict.world.storage.Longhorn;
import dev.kyverdict.world.storage.SnapshotController;
import dev.kyverdict.world.storage.VolumeBinder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** A cluster with storage, VolSync and an object store, and the namespace {@code karakeep}. */
final class BackupWorld {

  static final String NAMESPACE = "karakeep";

  private static final UserInfo ADMIN = UserInfo.of("admin", "system:masters");
  private static final String CLASSES =
      """
      apiVersion: storage.k8s.io/v1
      kind: StorageClass
      metadata: {name: longhorn, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}
      provisioner: driver.longhorn.io
      reclaimPolicy: Delete
      volumeBindingMode: Immediate
      allowVolumeExpansion: true
      ---
      apiVersion: snapshot.storage.k8s.io/v1
      kind: VolumeSnapshotClass
      metadata: {name: longhorn-snapclass}
      driver: driver.longhorn.io
      deletionPolicy: Delete
      parameters: {type: snap}
      ---
      apiVersion: snapshot.storage.k8s.io/v1
      kind: VolumeSnapshotClass
      metadata: {name: longhorn-backup}
      driver: driver.longhorn.io
      deletionPolicy: Delete
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: karakeep, labels: {kubernetes.io/metadata.name: karakeep}}
      """;

  final SimulatedCluster cluster;
  final Client client;

  BackupWorld() {
    this(VolSyncVersion.V0_16_0, Longhorn.Space.AMPLE);
  }

  BackupWorld(VolSyncVersion version, Longhorn.Space space) {
    this(version, space, () -> List.of(new ControllerManager()), List.of());
  }

  private BackupWorld(
      VolSyncVersion version,
      Longhorn.Space space,
      Supplier<List<Actor>> base,
      List<JsonNode> before) {
    this(
        SimulatedCluster.start(
            new Setup(
                Setup.DEFAULT.start(),
                0,
                () ->
                    Stream.concat(
                            base.get().stream(),
                            Stream.of(
                                new ObjectStore("volsync-backups"),
                                new Longhorn(space),
                                new VolumeBinder(),
                                new CsiProvisioner(),
                                new SnapshotController(),
                                new Movers(Pace.SMALL),
                                new VolSync(version)))
                        .toList(),
                Stream.concat(before.stream(), objects().stream()).toList(),
                Duration.ofSeconds(5))));
  }

  /** The same with Kyverno. */
  static BackupWorld withKyverno() {
    return new BackupWorld(
        VolSyncVersion.V0_16_0,
        Longhorn.Space.AMPLE,
        Setup.DEFAULT.actors(),
        Setup.DEFAULT.objects());
  }

  private BackupWorld(SimulatedCluster cluster) {
    this.cluster = cluster;
    this.client = new Client(cluster, ADMIN);
  }

  private static List<JsonNode> objects() {
    List<JsonNode> objects = new ArrayList<>(Definitions.optional());
    objects.addAll(CsiProvisioner.objects());
    objects.addAll(SnapshotController.objects());
    objects.addAll(VolSync.objects());
    objects.addAll(Trees.yaml(CLASSES));
    return objects;
  }

  BackupWorld copy() {
    return new BackupWorld(cluster.copy());
  }

  void create(String yaml) {
    for (JsonNode object : Trees.yaml(yaml)) {
      Reply reply = client.create(object);
      if (!reply.ok()) {
        throw new AssertionError(reply.status() + " " + reply.message());
      }
    }
  }

  void secret(String name, String repository) {
    ObjectNode secret = Trees.head("v1", "Secret", NAMESPACE, name);
    ObjectNode data = secret.putObject("data");
    data.put("RESTIC_REPOSITORY", encoded(repository)).put("RESTIC_PASSWORD", encoded("secret"));
    client.create(secret);
  }

  static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The usual Secret, of the repository of the claim {@code data}. */
  void secret() {
    secret("data-secret", "s3:http://192.168.10.133:30292/volsync-backups/karakeep/data");
  }

  void claim(String name, String size) {
    create(
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: %s, namespace: karakeep}
        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: %s}}}
        """
            .formatted(name, size));
  }

  void restoring(String name, String destination, String size) {
    create(
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: %s, namespace: karakeep}
        spec:
          accessModes: [ReadWriteOnce]
          dataSourceRef: {apiGroup: volsync.backube, kind: ReplicationDestination, name: %s}
          resources: {requests: {storage: %s}}
        """
            .formatted(name, destination, size));
  }

  void source(String trigger, String more) {
    create(
        """
        apiVersion: volsync.backube/v1alpha1
        kind: ReplicationSource
        metadata: {name: data-backup, namespace: karakeep}
        spec:
          sourcePVC: data
          trigger: %s
          restic: {repository: data-secret, copyMethod: Snapshot, volumeSnapshotClassName: longhorn-snapclass%s}
        """
            .formatted(trigger, more));
  }

  void destination(String manual, String more) {
    create(
        """
        apiVersion: volsync.backube/v1alpha1
        kind: ReplicationDestination
        metadata: {name: data-restore, namespace: karakeep}
        spec:
          trigger: {manual: %s}
          restic: {repository: data-secret, copyMethod: Snapshot, volumeSnapshotClassName: longhorn-snapclass, accessModes: [ReadWriteOnce], capacity: 10Gi%s}
        """
            .formatted(manual, more));
  }

  void write(String claim, String file, String version) {
    Reply reply =
        fetch(
            Method.PATCH,
            "http://longhorn/volumes/" + volume(claim) + "/files",
            Trees.object().put(file, version));
    if (!reply.ok()) {
      throw new AssertionError(reply.message());
    }
  }

  String volume(String claim) {
    return text("v1", "PersistentVolumeClaim", claim, "spec/volumeName");
  }

  Map<String, String> files(String claim) {
    return Trees.texts(
        fetch(
                Method.GET,
                "http://longhorn/volumes/" + volume(claim) + "/files",
                MissingNode.getInstance())
            .body());
  }

  Reply fetch(Method method, String url, JsonNode body) {
    return cluster.fetch(new Request(ADMIN, method, url, Request.JSON, body));
  }

  /** Keys in the bucket that begin like this, with their last part cut short. */
  List<String> keys(String prefix) {
    JsonNode listing =
        fetch(
                Method.GET,
                "http://s3/volsync-backups?list-type=2&prefix=" + prefix,
                MissingNode.getInstance())
            .body();
    return listing.path("Contents").valueStream().map(it -> Trees.text(it, "Key")).toList();
  }

  Optional<JsonNode> find(String apiVersion, String kind, String name) {
    return client.find(apiVersion, kind, NAMESPACE, name);
  }

  String text(String apiVersion, String kind, String name, String path) {
    return find(apiVersion, kind, name).map(it -> Trees.text(it, path)).orElse("");
  }

  JsonNode rd() {
    return find("volsync.backube/v1alpha1", "ReplicationDestination", "data-restore").orElseThrow();
  }

  JsonNode rs() {
    return find("volsync.backube/v1alpha1", "ReplicationSource", "data-backup").orElseThrow();
  }

  static String condition(JsonNode object) {
    JsonNode condition = Trees.at(object, "status/conditions").path(0);
    return Trees.text(condition, "reason") + ": " + Trees.text(condition, "message");
  }

  String phase(String claim) {
    return text("v1", "PersistentVolumeClaim", claim, "status/phase");
  }

  void patch(String kind, String name, String yaml) {
    Reply reply =
        client.patch(
            "volsync.backube/v1alpha1",
            kind,
            NAMESPACE,
            name,
            "",
            Request.MERGE_PATCH,
            Trees.yaml(yaml).getFirst());
    if (!reply.ok()) {
      throw new AssertionError(reply.message());
    }
  }

  List<String> events(String object) {
    return client.list("v1", "Event", NAMESPACE, "").stream()
        .filter(it -> Trees.text(it, "involvedObject/name").equals(object))
        .map(it -> Trees.text(it, "reason") + ": " + Trees.text(it, "message"))
        .toList();
  }

  void pass(int seconds) {
    cluster.pass(Duration.ofSeconds(seconds));
  }
}
