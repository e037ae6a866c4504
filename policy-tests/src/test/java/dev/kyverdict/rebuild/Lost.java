package dev.kyverdict.rebuild;

import dev.kyverdict.world.Inventory;
import dev.kyverdict.world.Scenery;
import dev.kyverdict.world.World;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A cluster that was lost with all its claims, and of which S3, Git and the vault are left: the new
 * one has its infrastructure, and now all apps come at once.
 */
final class Lost {

  private static final Map<String, World> BEFORE = new HashMap<>();

  private Lost() {}

  /** Six minutes after the infrastructure, when the first run of the pre-warm is over. */
  static World cluster(String profile, Inventory inventory) {
    return cluster(profile, inventory, Duration.ofMinutes(6));
  }

  /** So long after the infrastructure. */
  static synchronized World cluster(String profile, Inventory inventory, Duration later) {
    Scenery scenery = Clusters.scenery(profile, inventory);
    World before =
        BEFORE.computeIfAbsent(
            profile + inventory.claims().size(), it -> Clusters.backedUp(scenery));
    return before.copy().rebuildCluster().pass(later).deployAgain();
  }

  /** The labelled claims that Kyverno sees. */
  static List<String> seen(World world) {
    return world.inventory().labelled().stream()
        .filter(it -> !it.startsWith("kube-system/"))
        .toList();
  }

  /** Whether every claim that Kyverno sees holds its own data and is backed up again. */
  static boolean isBack(World world) {
    List<String> sources =
        world.admin().list("volsync.backube/v1alpha1", "ReplicationSource", "", "").stream()
            .map(it -> Trees.namespace(it) + "/" + Trees.text(it, "spec/sourcePVC"))
            .toList();
    List<String> seen = seen(world);
    return Clusters.whole(world).containsAll(seen) && sources.containsAll(seen);
  }

  /** Lets time pass until all is back, and somebody watch; answers how long. */
  static Duration untilWhole(World world, Duration atMost, Watch watch) {
    Instant begin = world.cluster().now();
    Instant end = begin.plus(atMost);
    while (!isBack(world) && world.cluster().now().isBefore(end)) {
      watch.pass(world, Duration.ofSeconds(30));
    }
    return Duration.between(begin, world.cluster().now());
  }
}
