package dev.kyverdict.referee;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;

/** Claims that are odd, by what is odd about them. */
final class HostileClaims {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private HostileClaims() {}

  /** Claims that no policy may touch, whatever their destination looks like. */
  static Map<String, Claim> untouchable() {
    Claim claim = Claim.ordinary();
    Map<String, Claim> claims = new LinkedHashMap<>();
    claims.put(
        "backup: weekly", claim.with(JSON.stringNode("weekly"), "metadata", "labels", "backup"));
    claims.put(
        "backup: Hourly", claim.with(JSON.stringNode("Hourly"), "metadata", "labels", "backup"));
    claims.put("backup empty", claim.with(JSON.stringNode(""), "metadata", "labels", "backup"));
    claims.put("no labels", claim.without("metadata", "labels"));
    claims.put(
        "backup as an annotation",
        claim
            .without("metadata", "labels")
            .with(JSON.stringNode("hourly"), "metadata", "annotations", "backup"));
    claims.put("generateName", generated(claim));
    claims.put("a snapshot", claim.withSource("snapshot.storage.k8s.io", "VolumeSnapshot", "mine"));
    claims.put("another claim", claim.withSource("", "PersistentVolumeClaim", "mine"));
    claims.put(
        "another destination",
        claim.withSource("volsync.backube", "ReplicationDestination", "mine"));
    claims.put(
        "another group of that kind",
        claim.withSource("example.org", "ReplicationDestination", claim.name() + "-restore"));
    claims.put(
        "another kind of that name",
        claim.withSource("volsync.backube", "ReplicationSource", claim.name() + "-restore"));
    claims.put(
        "an old snapshot",
        claim.withOldSource("snapshot.storage.k8s.io", "VolumeSnapshot", "mine"));
    claims.put("an old claim", claim.withOldSource("", "PersistentVolumeClaim", "mine"));
    claims.put("a null name", claim.with(JSON.nullNode(), "metadata", "name"));
    claims.put(
        "a list of labels", claim.with(JSON.arrayNode().add("backup"), "metadata", "labels"));
    claims.put("a source that is text", claim.with(JSON.stringNode("x"), "spec", "dataSourceRef"));
    claims.put("a list of sources", claim.with(JSON.arrayNode().add("x"), "spec", "dataSourceRef"));
    claims.put(
        "an old source that is a number", claim.with(JSON.numberNode(1), "spec", "dataSource"));
    claims.put("a volume that is a number", claim.with(JSON.numberNode(1), "spec", "volumeName"));
    Claim ours = claim.withSource("volsync.backube", "ReplicationDestination", "mine");
    claims.put(
        "a source with a null name", ours.with(JSON.nullNode(), "spec", "dataSourceRef", "name"));
    claims.put("a volume", claim.with(JSON.stringNode("pv-1"), "spec", "volumeName"));
    return claims;
  }

  /** Claims that name their own destination, in either field or in both. */
  static Map<String, Claim> namingTheirDestination() {
    Claim claim = Claim.ordinary();
    String name = claim.name() + "-restore";
    Map<String, Claim> claims = new LinkedHashMap<>();
    claims.put(
        "its destination", claim.withSource("volsync.backube", "ReplicationDestination", name));
    claims.put(
        "its destination by dataSource",
        claim.withOldSource("volsync.backube", "ReplicationDestination", name));
    claims.put(
        "its destination twice",
        claim
            .withSource("volsync.backube", "ReplicationDestination", name)
            .withOldSource("volsync.backube", "ReplicationDestination", name));
    return claims;
  }

  /** Claims that are odd and nevertheless claims like any other. */
  static Map<String, Claim> treatedAsOrdinary() {
    Claim claim = Claim.ordinary();
    Map<String, Claim> claims = new LinkedHashMap<>();
    claims.put("a name of 253 characters", claim.named("a".repeat(253)));
    claims.put("a name with dots", claim.named("data.v1.x"));
    claims.put("a name of digits", claim.named("10"));
    claims.put("a name like a duration", claim.named("1h"));
    claims.put("a null source", claim.with(JSON.nullNode(), "spec", "dataSourceRef"));
    claims.put(
        "an annotation of another value",
        claim.with(
            JSON.stringNode("yes"), "metadata", "annotations", "volsync.backup/skip-restore"));
    claims.put("null annotations", claim.with(JSON.nullNode(), "metadata", "annotations"));
    claims.put(
        "a list of annotations", claim.with(JSON.arrayNode().add("a"), "metadata", "annotations"));
    claims.put(
        "a size that is a number",
        claim.with(JSON.numberNode(5), "spec", "resources", "requests", "storage"));
    claims.put("no annotations", claim.without("metadata", "annotations"));
    return claims;
  }

  /**
   * Claims that differ in what the policies ask: both tiers, another size, a namespace left out.
   */
  static List<Claim> telling() {
    Set<String> keys = Set.of("karakeep/data-pvc", "plex/config", "kube-system/registry");
    return Claim.ofExampleCluster().stream().filter(claim -> keys.contains(claim.key())).toList();
  }

  private static Claim generated(Claim claim) {
    return claim
        .without("metadata", "name")
        .with(JSON.stringNode("data-"), "metadata", "generateName");
  }
}
