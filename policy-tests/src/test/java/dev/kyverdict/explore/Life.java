package dev.kyverdict.explore;

import dev.kyverdict.referee.Project;
import dev.kyverdict.world.Inventory;
import dev.kyverdict.world.Scenery;
import dev.kyverdict.world.World;
import dev.kyverdict.world.kube.Trees;
import dev.kyverdict.world.safety.Safety;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * One story of two apps with all actors at work: they come, write, are backed up; one is deleted
 * and comes back; the cluster is lost and built anew.
 */
final class Life {

  private static final Inventory WHOLE =
      Inventory.read(Project.root().resolve("examples/cluster.yaml"));
  private static final String KYVERNO = "infrastructure/controllers/kyverno";

  private Life() {}

  /** Two of the apps, three claims with a label and one without. */
  private static Inventory small() {
    Set<String> apps = Set.of("karakeep", "khoj");
    Map<String, JsonNode> namespaces = new LinkedHashMap<>(WHOLE.namespaces());
    namespaces.keySet().retainAll(apps);
    Map<String, JsonNode> claims = new LinkedHashMap<>(WHOLE.claims());
    claims.keySet().removeIf(it -> !apps.contains(it.substring(0, it.indexOf('/'))));
    return new Inventory(namespaces, claims);
  }

  /** Whether it goes well with these policies in place of the rendered ones. */
  static boolean goesWell(Policies policies) {
    Scenery rendered = Scenery.of(Project.root().resolve("generated/safe"), small());
    List<JsonNode> folder = new ArrayList<>();
    java.util.Objects.requireNonNull(rendered.manifests().get(KYVERNO)).forEach(folder::add);
    folder.removeIf(it -> Trees.text(it, "kind").equals("ClusterPolicy"));
    policies.objects().stream()
        .filter(it -> Trees.text(it, "kind").equals("ClusterPolicy"))
        .forEach(folder::add);
    World world = World.of(rendered.with(KYVERNO, folder)).pass(Duration.ofMinutes(6)).deployAll();
    world.pass(Duration.ofMinutes(5));
    List<String> labelled = world.inventory().labelled();
    // Sources for claims that nobody asked for make claims, and so on for ever.
    if (!labelled.stream().allMatch(world::isBound) || !Safety.ofPlan().check(world).isEmpty()) {
      return false;
    }
    labelled.forEach(it -> world.write(it, Map.of("db", it)));
    world.pass(Duration.ofHours(3));
    world.deleteApp("karakeep").pass(Duration.ofMinutes(20)).deploy("karakeep");
    world.pass(Duration.ofMinutes(20));
    boolean again = isWell(world);
    world.pass(Duration.ofHours(2));
    world.rebuildCluster().pass(Duration.ofMinutes(6)).deployAgain().pass(Duration.ofMinutes(15));
    return again && isWell(world);
  }

  private static boolean isWell(World world) {
    return Safety.ofPlan().check(world).isEmpty()
        && world.inventory().claims().keySet().stream().allMatch(world::isBound)
        && world.inventory().labelled().stream()
            .allMatch(it -> it.equals(world.data(it).get("db")) && isBackedUp(world, it));
  }

  private static boolean isBackedUp(World world, String claim) {
    return world.admin().list("volsync.backube/v1alpha1", "ReplicationSource", "", "").stream()
        .anyMatch(it -> Trees.key(it).equals(claim + "-backup"));
  }
}
