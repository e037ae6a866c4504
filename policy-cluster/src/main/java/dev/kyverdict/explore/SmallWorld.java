package dev.kyverdict.explore;

import dev.kyverdict.world.Inventory;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A few claims with their namespaces, and how it begins.
 *
 * @param namespaces the names of the namespaces; each is an app
 * @param claims the claims as Git has them
 * @param inventory where they come from
 * @param beginnings how it may begin
 * @param filtered whether Kyverno leaves out what its Helm chart tells it to, kube-system among it
 */
public record SmallWorld(
    List<String> namespaces,
    List<JsonNode> claims,
    Inventory inventory,
    List<Beginning> beginnings,
    boolean filtered) {

  /** How much time passes in one step: a third of what a catalogue may be old. */
  public static final Duration STEP = Duration.ofMinutes(5);

  /** How long after a backup was made the catalogue has promised to list it. */
  public static final Duration PROMISE = Duration.ofMinutes(15);

  /** Copies. */
  public SmallWorld {
    namespaces = List.copyOf(namespaces);
    claims = List.copyOf(claims);
    beginnings = List.copyOf(beginnings);
    if (claims.isEmpty() || claims.size() > 6 || namespaces.size() > 6) {
      throw new IllegalArgumentException("one to six claims");
    }
  }

  /** How it begins. */
  public enum Beginning {
    /** Nothing is deployed, and S3 is empty. */
    NEW,
    /** Nothing is deployed, and S3 has an old backup of each claim: a cluster built anew. */
    REBUILT,
    /** The same with a catalogue that lists them: apps that went and may come again. */
    KNOWN
  }

  /**
   * Of some claims of a cluster, by {@code namespace/name}; begins with nothing and as a cluster
   * built anew, from which every other beginning can be reached.
   */
  public static SmallWorld of(Inventory inventory, String... names) {
    List<JsonNode> claims =
        List.of(names).stream()
            .map(
                name -> {
                  JsonNode claim = inventory.claims().get(name);
                  if (claim == null) {
                    throw new IllegalArgumentException("no claim " + name);
                  }
                  return claim;
                })
            .toList();
    List<String> namespaces = claims.stream().map(Trees::namespace).distinct().toList();
    List<Beginning> beginnings = List.of(Beginning.NEW, Beginning.REBUILT);
    return new SmallWorld(namespaces, claims, inventory, beginnings, true);
  }

  /** The same with other beginnings. */
  public SmallWorld from(Beginning... others) {
    return new SmallWorld(namespaces, claims, inventory, List.of(others), filtered);
  }

  /** The same with a Kyverno that leaves out nothing but what its policies leave out. */
  public SmallWorld unfiltered() {
    return new SmallWorld(namespaces, claims, inventory, beginnings, false);
  }

  /** {@code namespace/name} of a claim. */
  String name(int claim) {
    return Trees.key(claims.get(claim));
  }

  /** The number of a claim's namespace. */
  int namespaceOf(int claim) {
    return namespaces.indexOf(Trees.namespace(claims.get(claim)));
  }

  /** Whether a namespace gets the base Secret. */
  boolean hasBase(int namespace) {
    JsonNode labels =
        Trees.at(
            inventory.namespaces().getOrDefault(namespaces.get(namespace), Trees.object()),
            "metadata/labels");
    return Trees.entry(labels, "volsync.backube/privileged-movers").equals("true");
  }
}
