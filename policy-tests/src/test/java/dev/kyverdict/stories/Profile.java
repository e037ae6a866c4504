package dev.kyverdict.stories;

import dev.kyverdict.referee.Project;
import dev.kyverdict.world.Inventory;
import dev.kyverdict.world.Scenery;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The two forms in which the manifests are rendered. */
enum Profile {
  /** The plan's own form. */
  AS_PLANNED("as-planned"),
  /** The form that never takes silence for absence. */
  SAFE("safe");

  private static final Inventory CLUSTER =
      Inventory.read(Project.root().resolve("examples/cluster.yaml"));

  private static final Map<Profile, Scenery> READ = new ConcurrentHashMap<>();

  private final String folder;

  Profile(String folder) {
    this.folder = folder;
  }

  /** The rendered manifests with the claims of a real cluster. */
  Scenery scenery() {
    return READ.computeIfAbsent(
        this, it -> Scenery.of(Project.root().resolve("generated").resolve(folder), CLUSTER));
  }

  @Override
  public String toString() {
    return folder;
  }
}
