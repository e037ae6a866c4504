package dev.kyverdict.rebuild;

import dev.kyverdict.referee.Project;
import dev.kyverdict.world.Inventory;
import dev.kyverdict.world.Scenery;
import dev.kyverdict.world.World;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The cluster of the example, and two of its namespaces: three labelled claims and one without. */
final class Clusters {

  static final Inventory WHOLE = Inventory.read(Project.root().resolve("examples/cluster.yaml"));

  static final Inventory SMALL = only(Set.of("karakeep", "khoj"));

  private Clusters() {}

  private static Inventory only(Set<String> apps) {
    Map<String, JsonNode> namespaces = new LinkedHashMap<>(WHOLE.namespaces());
    namespaces.keySet().retainAll(apps);
    Map<String, JsonNode> claims = new LinkedHashMap<>(WHOLE.claims());
    claims.keySet().removeIf(it -> !apps.contains(it.substring(0, it.indexOf('/'))));
    return new Inventory(namespaces, claims);
  }

  static Scenery scenery(String profile, Inventory inventory) {
    return Scenery.of(Project.root().resolve("generated/" + profile), inventory);
  }

  /** Each claim holds data of its own, a file {@code db} with the claim's name, and it is in S3. */
  static World backedUp(Scenery scenery) {
    World world = World.of(scenery).pass(Duration.ofMinutes(6)).deployAll();
    world.pass(Duration.ofMinutes(5));
    world.inventory().labelled().forEach(it -> world.write(it, Map.of("db", it)));
    return world.pass(Duration.ofHours(3));
  }

  /** The labelled claims that hold their own data. */
  static List<String> whole(World world) {
    return world.inventory().labelled().stream()
        .filter(it -> it.equals(world.data(it).get("db")))
        .toList();
  }
}
