package dev.kyverdict.explore;

import dev.kyverdict.world.Inventory;
import dev.kyverdict.world.kube.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A world of one claim for each kind of claim that a policy may tell apart. */
final class Kinds {

  private static final String BARE =
      "spec: {accessModes: [ReadWriteOnce], %sresources: {requests: {storage: 10Gi}}}";
  private static final String SOURCE = "%s: {apiGroup: %s, kind: %s, name: %s}, ";
  private static final String GROUP = "volsync.backube";
  private static final String DESTINATION = "ReplicationDestination";

  private Kinds() {}

  /** By name, the cheapest first. */
  static Map<String, SmallWorld> all() {
    Map<String, SmallWorld> all = new LinkedHashMap<>();
    all.put("no label", world("karakeep", "name: data-pvc", ""));
    all.put("another label", world("karakeep", "name: data-pvc, labels: {backup: weekly}", ""));
    for (String namespace :
        List.of(
            "kube-system",
            "kyverno",
            "argocd",
            "volsync-system",
            "longhorn-system",
            "external-secrets")) {
      all.put(namespace, world(namespace, hourly(""), "").unfiltered());
    }
    all.put("no name", world("karakeep", hourly(", generateName: data-pvc-"), ""));
    all.put(
        "too long a name", world("karakeep", hourly("").replace("data-pvc", "n".repeat(250)), ""));
    String skips = ", annotations: {volsync.backup/skip-restore: \"true\"}";
    all.put("not to be restored", world("karakeep", hourly(skips), ""));
    all.put("a volume", world("karakeep", hourly(""), "volumeName: pv, "));
    all.put(
        "another group", named("dataSourceRef", "example.com", DESTINATION, "data-pvc-restore"));
    all.put("another kind", named("dataSourceRef", GROUP, "Thing", "data-pvc-restore"));
    all.put("another name", named("dataSourceRef", GROUP, DESTINATION, "other-restore"));
    String snapshots = "snapshot.storage.k8s.io";
    all.put("a snapshot", named("dataSource", snapshots, "VolumeSnapshot", "mine"));
    all.put("named by itself", named("dataSourceRef", GROUP, DESTINATION, "data-pvc-restore"));
    all.put("named in dataSource", named("dataSource", GROUP, DESTINATION, "data-pvc-restore"));
    all.put("daily", world("karakeep", hourly("").replace("hourly", "daily"), ""));
    all.put("hourly", world("karakeep", hourly(""), ""));
    return all;
  }

  private static String hourly(String more) {
    return "name: data-pvc, labels: {backup: hourly}" + more;
  }

  private static SmallWorld named(String field, String group, String kind, String name) {
    return world("karakeep", hourly(""), SOURCE.formatted(field, group, kind, name));
  }

  private static SmallWorld world(String namespace, String metadata, String spec) {
    JsonNode claim =
        Trees.yaml(
                "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {namespace: %s, %s}, %s}"
                    .formatted(namespace, metadata, BARE.formatted(spec)))
            .getFirst();
    JsonNode owner =
        Trees.yaml(
                "{apiVersion: v1, kind: Namespace, metadata: {name: %s, labels: {%s: \"true\"}}}"
                    .formatted(namespace, "volsync.backube/privileged-movers"))
            .getFirst();
    Inventory inventory = new Inventory(Map.of(namespace, owner), Map.of(Trees.key(claim), claim));
    return SmallWorld.of(inventory, Trees.key(claim));
  }
}
