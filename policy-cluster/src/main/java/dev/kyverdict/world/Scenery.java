package dev.kyverdict.world;

import dev.kyverdict.cluster.actor.Actor;
import dev.kyverdict.cluster.sim.Setup;
import dev.kyverdict.cluster.sim.SimulatedCluster;
import dev.kyverdict.cluster.types.Definitions;
import dev.kyverdict.world.apps.App;
import dev.kyverdict.world.apps.Kubelet;
import dev.kyverdict.world.apps.Workloads;
import dev.kyverdict.world.argocd.ArgoCd;
import dev.kyverdict.world.argocd.Git;
import dev.kyverdict.world.batch.CronJobs;
import dev.kyverdict.world.batch.JobController;
import dev.kyverdict.world.batch.OldSync;
import dev.kyverdict.world.batch.PreWarm;
import dev.kyverdict.world.kube.Trees;
import dev.kyverdict.world.s3.ObjectStore;
import dev.kyverdict.world.secrets.ExternalSecrets;
import dev.kyverdict.world.secrets.Vault;
import dev.kyverdict.world.storage.CsiProvisioner;
import dev.kyverdict.world.storage.Longhorn;
import dev.kyverdict.world.storage.SnapshotController;
import dev.kyverdict.world.storage.VolumeBinder;
import dev.kyverdict.world.volsync.Movers;
import dev.kyverdict.world.volsync.Pace;
import dev.kyverdict.world.volsync.VolSync;
import dev.kyverdict.world.volsync.VolSyncVersion;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a world is made of.
 *
 * @param manifests the infrastructure in Git, by folder
 * @param inventory the apps that there may be
 * @param space what Longhorn has of space
 * @param version of VolSync
 * @param options {@code syncOptions} of the apps
 * @param retryLimit how often Argo CD repeats a sync of an app that failed; negative for ever
 */
public record Scenery(
    Map<String, JsonNode> manifests,
    Inventory inventory,
    Longhorn.Space space,
    VolSyncVersion version,
    List<String> options,
    int retryLimit) {

  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final String BUCKET = "volsync-backups";

  /** Copies. */
  public Scenery {
    manifests = Map.copyOf(manifests);
    options = List.copyOf(options);
  }

  /** The rendered manifests, ample space, the newest VolSync, apps that are retried for ever. */
  public static Scenery of(Path generated, Inventory inventory) {
    return new Scenery(
        Manifests.read(generated),
        inventory,
        Longhorn.Space.AMPLE,
        VolSyncVersion.V0_16_0,
        List.of("RespectIgnoreDifferences=true"),
        -1);
  }

  /** The same with other manifests in a folder of Git. */
  public Scenery with(String folder, List<? extends JsonNode> objects) {
    Map<String, JsonNode> changed = new java.util.TreeMap<>(manifests);
    ArrayNode list = Trees.object().putArray("items");
    objects.forEach(list::add);
    changed.put(folder, list);
    return new Scenery(changed, inventory, space, version, options, retryLimit);
  }

  /** The same with another version of VolSync. */
  public Scenery with(VolSyncVersion other) {
    return new Scenery(manifests, inventory, space, other, options, retryLimit);
  }

  /** The same with another space. */
  public Scenery with(Longhorn.Space other) {
    return new Scenery(manifests, inventory, other, version, options, retryLimit);
  }

  /** The same with apps that Argo CD syncs in another way. */
  public Scenery withApps(List<String> syncOptions, int limit) {
    return new Scenery(manifests, inventory, space, version, syncOptions, limit);
  }

  /** A cluster that has what it needs from the start; of an earlier one what outlives it. */
  SimulatedCluster cluster(Instant now, Optional<SimulatedCluster> earlier) {
    Setup usual = Setup.DEFAULT;
    List<Actor> outlives = new ArrayList<>();
    for (String name : List.of("s3", "git", "vault")) {
      earlier.ifPresent(it -> outlives.add(it.process(name)));
    }
    if (outlives.isEmpty()) {
      outlives.add(new ObjectStore(BUCKET));
      outlives.add(new Git(manifests));
      outlives.add(new Vault(secrets()));
    }
    List<Actor> actors = new ArrayList<>(usual.actors().get());
    actors.addAll(outlives);
    actors.addAll(around());
    return SimulatedCluster.start(
        new Setup(now, usual.seed(), () -> List.copyOf(actors), usual.objects(), usual.settling())
            .with(objects()));
  }

  private List<Actor> around() {
    return List.of(
        new Longhorn(space),
        new VolumeBinder(),
        new CsiProvisioner(),
        new SnapshotController(),
        new VolSync(version),
        new Movers(Pace.SMALL),
        new ExternalSecrets(),
        new CronJobs(),
        new JobController(),
        new Workloads(),
        new Kubelet(List.of(new PreWarm(), new OldSync(), new App())),
        new ArgoCd(),
        new Chronicle());
  }

  private static Map<String, String> secrets() {
    return Map.of(
        "rustfs/access-key-id", "key",
        "rustfs/secret-access-key", "secret",
        "rustfs/restic-password", "password");
  }

  /** What a cluster has before anybody does anything: definitions, rights, storage classes. */
  public List<JsonNode> objects() {
    List<JsonNode> objects = new ArrayList<>(Definitions.optional());
    objects.addAll(Kubelet.objects());
    objects.addAll(CsiProvisioner.objects());
    objects.addAll(SnapshotController.objects());
    objects.addAll(VolSync.objects());
    objects.addAll(ExternalSecrets.objects("1password"));
    objects.addAll(ArgoCd.objects());
    for (String name : inventory.classes()) {
      boolean longhorn = name.equals("longhorn");
      ObjectNode storage = Trees.head("storage.k8s.io/v1", "StorageClass", "", name);
      storage.put("provisioner", longhorn ? CsiProvisioner.DRIVER : "smb.csi.k8s.io");
      storage.put("reclaimPolicy", "Delete").put("volumeBindingMode", "Immediate");
      objects.add(storage.put("allowVolumeExpansion", true));
    }
    return objects;
  }

  /** An Application for each folder of the infrastructure. */
  List<JsonNode> applications() {
    return manifests.keySet().stream()
        .sorted()
        .map(it -> application(it.substring(it.lastIndexOf('/') + 1), it, "argocd", List.of()))
        .toList();
  }

  /** The Application of an app. */
  JsonNode application(String app) {
    return application(app, "apps/" + app, app, options);
  }

  private JsonNode application(String name, String path, String namespace, List<String> sync) {
    ObjectNode application = Trees.head("argoproj.io/v1alpha1", "Application", "argocd", name);
    application
        .withObject("metadata")
        .putArray("finalizers")
        .add("resources-finalizer.argocd.argoproj.io");
    ObjectNode spec = application.putObject("spec").put("project", "default");
    spec.putObject("source").put("repoURL", "http://git").put("path", path);
    spec.putObject("destination").put("namespace", namespace);
    ObjectNode policy = spec.putObject("syncPolicy");
    policy.putObject("automated").put("prune", true).put("selfHeal", true);
    policy.putObject("retry").put("limit", retryLimit);
    ArrayNode options = policy.putArray("syncOptions");
    sync.forEach(options::add);
    return application;
  }
}
