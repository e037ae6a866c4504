package dev.kyverdict.replay;

import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.live.LiveCluster;
import dev.kyverdict.world.Scenery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real cluster before and after a story. */
public final class Ground {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Set<String> ALWAYS_THERE =
      Set.of("default", "kube-system", "kube-public", "kube-node-lease", "kyverno");

  /** Kinds that outlive a story, by itself or by a finalizer that nobody takes away. */
  private static final Map<String, List<String>> HELD =
      Map.of(
          "v1", List.of("PersistentVolumeClaim", "PersistentVolume", "Pod", "Secret"),
          "batch/v1", List.of("Job"),
          "snapshot.storage.k8s.io/v1",
              List.of("VolumeSnapshot", "VolumeSnapshotContent", "VolumeSnapshotClass"),
          "external-secrets.io/v1", List.of("ExternalSecret", "ClusterExternalSecret"),
          "volsync.backube/v1alpha1", List.of("ReplicationSource", "ReplicationDestination"));

  private static final JsonNode NO_FINALIZERS =
      JsonMapper.builder().build().readTree("{\"metadata\": {\"finalizers\": null}}");

  private final LiveCluster cluster;
  private final Client admin;

  /** Of a cluster. */
  public Ground(LiveCluster cluster) {
    this.cluster = cluster;
    this.admin = new Client(cluster, LiveCluster.ADMIN);
  }

  /** Gives the cluster what the scenery has from the start. */
  public void prepare(Scenery scenery) {
    sweep();
    for (JsonNode object : scenery.objects()) {
      boolean there = cluster.await(PATIENCE, () -> stays(object) || admin.create(object).ok());
      if (!there) {
        throw new IllegalStateException(
            "cannot create " + object + ": " + admin.create(object).message());
      }
    }
    cluster.settled(PATIENCE);
  }

  private boolean stays(JsonNode object) {
    return admin
        .find(
            object.path("apiVersion").asString(""),
            object.path("kind").asString(""),
            object.at("/metadata/namespace").asString(""),
            object.at("/metadata/name").asString(""))
        .filter(it -> !it.path("metadata").has("deletionTimestamp"))
        .isPresent();
  }

  /**
   * Ends an earlier story: its objects, and then its namespaces. The namespace controller would
   * wait for the grace of pods.
   */
  private void sweep() {
    boolean emptied =
        cluster.await(
            PATIENCE,
            () -> {
              long left = 0;
              for (Map.Entry<String, List<String>> version : HELD.entrySet()) {
                for (String kind : version.getValue()) {
                  left += freed(version.getKey(), kind);
                }
              }
              return left == 0;
            });
    namespaces().forEach(it -> admin.delete("v1", "Namespace", "", it));
    if (!emptied || !cluster.await(PATIENCE, () -> namespaces().isEmpty())) {
      throw new IllegalStateException("an earlier story does not end: " + remaining());
    }
  }

  /** Deletes the objects of a kind; how many there were. */
  private long freed(String version, String kind) {
    List<JsonNode> objects =
        admin.list(version, kind, "", "").stream()
            .filter(it -> !ALWAYS_THERE.contains(it.at("/metadata/namespace").asString("")))
            .toList();
    objects.forEach(it -> free(version, kind, it));
    return objects.size();
  }

  private void free(String version, String kind, JsonNode object) {
    String namespace = object.at("/metadata/namespace").asString("");
    String name = object.at("/metadata/name").asString("");
    if (object.path("metadata").has("finalizers")) {
      admin.patch(version, kind, namespace, name, "", Request.MERGE_PATCH, NO_FINALIZERS);
    }
    if (kind.equals("Pod")) {
      String path = "/api/v1/namespaces/" + namespace + "/pods/" + name;
      cluster.call(
          Request.of(LiveCluster.ADMIN, Request.Method.DELETE, path + "?gracePeriodSeconds=0"));
    } else {
      admin.delete(version, kind, namespace, name);
    }
  }

  /** With what the namespace controller says of them. */
  private List<String> remaining() {
    return admin.list("v1", "Namespace", "", "").stream()
        .filter(it -> !ALWAYS_THERE.contains(it.at("/metadata/name").asString("")))
        .map(it -> it.at("/metadata/name") + " " + it.at("/status/conditions"))
        .toList();
  }

  private List<String> namespaces() {
    return admin.list("v1", "Namespace", "", "").stream()
        .map(it -> it.at("/metadata/name").asString(""))
        .filter(it -> !ALWAYS_THERE.contains(it))
        .collect(Collectors.toList());
  }
}
