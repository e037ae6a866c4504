package dev.kyverdict.world.safety;

import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.sim.Decided;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.world.World;
import dev.kyverdict.world.kube.Trees;
import dev.kyverdict.world.s3.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What is seen of a world.
 *
 * @param promise what is promised
 * @param claims all claims
 * @param destinations by namespace and name
 * @param others sources and ExternalSecrets
 * @param store the object store
 * @param decisions what Kyverno has decided in this cluster about claims, the newest last
 */
record Sight(
    Promise promise,
    List<JsonNode> claims,
    Map<String, JsonNode> destinations,
    List<JsonNode> others,
    ObjectStore store,
    List<Decided> decisions) {

  private static final Duration ONE_REQUEST = Duration.ofSeconds(1);
  private static final String VOLSYNC = "volsync.backube/v1alpha1";
  private static final String SKIP_RESTORE = "volsync.backup/skip-restore";

  static Sight of(World world, Promise promise) {
    Client admin = world.admin();
    Map<String, JsonNode> destinations = new LinkedHashMap<>();
    admin
        .list(VOLSYNC, "ReplicationDestination", "", "")
        .forEach(it -> destinations.put(Trees.key(it), it));
    List<JsonNode> others = new ArrayList<>(admin.list(VOLSYNC, "ReplicationSource", "", ""));
    others.addAll(admin.list("external-secrets.io/v1", "ExternalSecret", "", ""));
    return new Sight(
        promise,
        admin.list("v1", "PersistentVolumeClaim", "", ""),
        destinations,
        others,
        (ObjectStore) world.cluster().process("s3"),
        world.cluster().decisions().stream()
            .filter(it -> isClaim(it.decision().object()))
            .toList());
  }

  private static boolean isClaim(JsonNode object) {
    return Trees.text(object, "kind").equals("PersistentVolumeClaim");
  }

  /** Whether a claim asks for backups, and is asked about. */
  boolean takesPart(JsonNode claim) {
    return promise.tiers().contains(Trees.text(claim, "metadata/labels/backup"))
        && !promise.excluded().contains(Trees.namespace(claim));
  }

  static boolean skipsRestore(JsonNode claim) {
    return Trees.entry(Trees.at(claim, "metadata/annotations"), SKIP_RESTORE).equals("true");
  }

  /** The destination of its own that a claim names. */
  static Optional<String> destination(JsonNode claim) {
    String name = Trees.name(claim) + "-restore";
    JsonNode source = Trees.at(claim, "spec/dataSourceRef");
    boolean ours =
        Trees.text(source, "kind").equals("ReplicationDestination")
            && Trees.text(source, "name").equals(name);
    return ours ? Optional.of(Trees.namespace(claim) + "/" + name) : Optional.empty();
  }

  /** What Kyverno said of a claim when it was last created, by each webhook. */
  String decision(String claim) {
    List<Decided> creations =
        decisions.stream()
            .filter(it -> it.decision().request().operation() == Operation.CREATE)
            .filter(it -> Trees.key(it.decision().object()).equals(claim))
            .toList();
    if (creations.isEmpty()) {
      return "nobody asked Kyverno";
    }
    Instant last = creations.getLast().at();
    String said =
        creations.stream()
            .filter(it -> Duration.between(it.at(), last).compareTo(ONE_REQUEST) < 0)
            .flatMap(it -> it.decision().rules().stream())
            .map(it -> it.rule() + " " + it.outcome())
            .collect(Collectors.joining("; "));
    return "decided at " + last + ": " + said;
  }
}
