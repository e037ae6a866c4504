package dev.kyverdict.world;

import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.sim.Decided;
import dev.kyverdict.cluster.sim.Ear;
import dev.kyverdict.cluster.sim.SimulatedCluster;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.world.argocd.Git;
import dev.kyverdict.world.kube.Trees;
import dev.kyverdict.world.storage.Longhorn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A cluster with its apps and its backups, and the words in which stories are told. */
public final class World {

  private static final UserInfo ADMIN = UserInfo.of("admin", "system:masters");

  private final Scenery scenery;
  private final Instant start;
  private final List<TimeLine.Entry> past;
  private final Map<TimeLine.Entry, Decision> decidedBefore;
  private final TreeSet<String> deployed;
  private SimulatedCluster cluster;
  private Ear ear = request -> {};

  private World(
      Scenery scenery,
      Instant start,
      List<TimeLine.Entry> past,
      Map<TimeLine.Entry, Decision> decidedBefore,
      TreeSet<String> deployed,
      SimulatedCluster cluster) {
    this.scenery = scenery;
    this.start = start;
    this.past = past;
    this.decidedBefore = decidedBefore;
    this.deployed = deployed;
    this.cluster = cluster;
  }

  /**
   * A cluster to which Argo CD brings the rendered manifests; no app is there yet.
   *
   * @param generated a folder such as {@code generated/safe}
   * @param inventory the apps that there may be
   */
  public static World of(Path generated, Inventory inventory) {
    return of(Scenery.of(generated, inventory));
  }

  /** The same in other scenery. */
  public static World of(Scenery scenery) {
    SimulatedCluster cluster = scenery.cluster(Scenery.START, Optional.empty());
    World world =
        new World(
            scenery,
            cluster.now(),
            new ArrayList<>(),
            new LinkedHashMap<>(),
            new TreeSet<>(),
            cluster);
    scenery.applications().forEach(world::apply);
    return world;
  }

  /** A copy that goes its own way from here. */
  public World copy() {
    return new World(
        scenery,
        start,
        new ArrayList<>(past),
        new LinkedHashMap<>(decidedBefore),
        new TreeSet<>(deployed),
        cluster.copy());
  }

  /** The cluster as it is now; another one after {@link #rebuildCluster}. */
  public SimulatedCluster cluster() {
    return cluster;
  }

  /** Lets somebody hear every call of the cluster, and of the one that is built in its place. */
  public World overhear(Ear listener) {
    ear = listener;
    cluster.overhear(listener);
    return this;
  }

  /** The apps that there may be. */
  public Inventory inventory() {
    return scenery.inventory();
  }

  /** Whoever may do everything. */
  public Client admin() {
    return new Client(cluster, ADMIN);
  }

  /** Lets time pass. */
  public World pass(Duration time) {
    cluster.pass(time);
    return this;
  }

  /** Lets time pass until so long after the beginning. */
  public World at(Duration sinceStart) {
    return at(start.plus(sinceStart));
  }

  /** Lets time pass until a moment. */
  public World at(Instant moment) {
    Duration left = Duration.between(cluster.now(), moment);
    if (left.isNegative()) {
      throw new IllegalArgumentException(moment + " is over, it is " + cluster.now());
    }
    return pass(left);
  }

  /** An app is in Git, and an Application says so. */
  public World deploy(String app) {
    commit("apps/" + app, scenery.inventory().manifests(app));
    deployed.add(app);
    return apply(scenery.application(app));
  }

  /** All apps of the inventory at once. */
  public World deployAll() {
    scenery.inventory().apps().forEach(this::deploy);
    return this;
  }

  /** Makes a commit, and lets Argo CD know as a webhook of the repository does. */
  public World commit(String path, List<? extends JsonNode> manifests) {
    ObjectNode body = Trees.object();
    ArrayNode list = body.putArray("manifests");
    manifests.forEach(list::add);
    fetch(Method.PUT, Git.URL + path, body);
    for (JsonNode it : admin().list("argoproj.io/v1alpha1", "Application", "argocd", "")) {
      if (path.startsWith(Trees.text(it, "spec/source/path"))) {
        ObjectNode patch = Trees.object();
        patch
            .putObject("metadata")
            .putObject("annotations")
            .put("argocd.argoproj.io/refresh", "normal");
        admin()
            .patch(
                "argoproj.io/v1alpha1",
                "Application",
                "argocd",
                Trees.name(it),
                "",
                Request.MERGE_PATCH,
                patch);
      }
    }
    return this;
  }

  /** An app is deleted in Argo CD with all that belongs to it, and leaves Git. */
  public World deleteApp(String app) {
    deployed.remove(app);
    admin().delete("argoproj.io/v1alpha1", "Application", "argocd", app);
    fetch(Method.DELETE, Git.URL + "apps/" + app, Trees.object());
    return this;
  }

  /** Somebody uses an app, which writes files: versions by name. */
  public World write(String claim, Map<String, String> files) {
    ObjectNode body = Trees.object();
    files.forEach(body::put);
    Reply reply = fetch(Method.PATCH, files(claim), body);
    if (!reply.ok()) {
      throw new IllegalStateException(claim + ": cannot be written: " + reply.message());
    }
    return this;
  }

  /** Which data a claim holds; nothing when it has no volume. */
  public Map<String, String> data(String claim) {
    Reply files = fetch(Method.GET, files(claim), Trees.object());
    return files.ok() ? Trees.texts(files.body()) : Map.of();
  }

  private String files(String claim) {
    String volume = claim(claim).map(it -> Trees.text(it, "spec/volumeName")).orElse("");
    return Longhorn.URL + "volumes/" + (volume.isEmpty() ? "none" : volume) + "/files";
  }

  /** A claim, by namespace and name; empty when there is none. */
  public Optional<JsonNode> claim(String key) {
    int slash = key.indexOf('/');
    return admin()
        .find("v1", "PersistentVolumeClaim", key.substring(0, slash), key.substring(slash + 1));
  }

  /** Whether a claim is bound. */
  public boolean isBound(String claim) {
    return claim(claim).filter(it -> Trees.text(it, "status/phase").equals("Bound")).isPresent();
  }

  /** The snapshots that S3 has of a claim, the oldest key first. */
  public List<String> backups(String claim) {
    String prefix = claim + "/snapshots/";
    String url = "http://s3/" + Scenery.BUCKET + "?list-type=2&prefix=" + prefix;
    return fetch(Method.GET, url, Trees.object())
        .body()
        .path("Contents")
        .valueStream()
        .map(it -> Trees.text(it, "Key").substring(prefix.length()))
        .toList();
  }

  /** A new cluster, with nothing in it but what Git says of its infrastructure, and the same S3. */
  public World rebuildCluster() {
    past.addAll(here());
    decidedBefore.putAll(decidedHere());
    past.add(
        new TimeLine.Entry(cluster.now(), TimeLine.Column.ARGOCD, "a NEW CLUSTER, the same S3"));
    cluster = scenery.cluster(cluster.now(), Optional.of(cluster));
    cluster.overhear(ear);
    scenery.applications().forEach(this::apply);
    return this;
  }

  /** The apps that are deployed, in a cluster that was built anew. */
  public World deployAgain() {
    deployed.forEach(it -> apply(scenery.application(it)));
    return this;
  }

  /** What has happened. */
  public TimeLine timeline() {
    List<TimeLine.Entry> all = new ArrayList<>(past);
    all.addAll(here());
    return new TimeLine(start, all);
  }

  /** Kyverno's decisions on claims, by what the time line says of them. */
  public Map<TimeLine.Entry, Decision> decisions() {
    Map<TimeLine.Entry, Decision> all = new LinkedHashMap<>(decidedBefore);
    all.putAll(decidedHere());
    return all;
  }

  private Map<TimeLine.Entry, Decision> decidedHere() {
    Map<TimeLine.Entry, Decision> decisions = new LinkedHashMap<>();
    for (Decided decided : cluster.decisions()) {
      said(decided).ifPresent(entry -> decisions.put(entry, decided.decision()));
    }
    return decisions;
  }

  private List<TimeLine.Entry> here() {
    List<TimeLine.Entry> entries = new ArrayList<>();
    for (Decided decided : cluster.decisions()) {
      entries.addAll(LookUps.of(decided));
      said(decided).ifPresent(entries::add);
    }
    // what a decision brought about stands below it
    entries.addAll(((Chronicle) cluster.process("chronicle")).entries());
    return entries;
  }

  private static Optional<TimeLine.Entry> said(Decided decided) {
    Decision decision = decided.decision();
    String key = Trees.key(decision.object());
    if (!Trees.text(decision.object(), "kind").equals("PersistentVolumeClaim")) {
      return Optional.empty();
    }
    String text =
        !decision.allowed() ? "deny " + key : decision.patch().isEmpty() ? "" : "mutate " + key;
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(new TimeLine.Entry(decided.at(), TimeLine.Column.POLICY, text));
  }

  /** What the pods of a CronJob have printed that are still there, by the name of the pod. */
  public Map<String, List<String>> logs(String namespace, String label) {
    Map<String, List<String>> logs = new TreeMap<>();
    for (JsonNode pod : admin().list("v1", "Pod", namespace, "?labelSelector=" + label)) {
      String url = "http://kubelet/logs/" + Trees.key(pod);
      logs.put(
          Trees.name(pod),
          fetch(Method.GET, url, Trees.object())
              .body()
              .valueStream()
              .map(it -> it.asString(""))
              .toList());
    }
    return logs;
  }

  private World apply(JsonNode object) {
    Reply reply = admin().create(object);
    if (!reply.ok() && reply.status() != 409) {
      throw new IllegalStateException(Trees.key(object) + ": " + reply.message());
    }
    return this;
  }

  private Reply fetch(Method method, String url, JsonNode body) {
    return cluster.fetch(new Request(ADMIN, method, url, Request.JSON, body));
  }
}
