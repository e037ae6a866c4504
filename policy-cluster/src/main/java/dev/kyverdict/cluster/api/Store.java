package dev.kyverdict.cluster.api;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The objects of a cluster, in the order of etcd's keys. A copy shares everything with its original
 * until one of the two writes.
 */
final class Store {

  /** The objects of one resource, and whether another store has them too. */
  private record Shelf(TreeMap<String, JsonNode> objects, boolean shared) {}

  private final Map<String, Shelf> shelves;
  private long revision;
  private long ids;

  Store() {
    this(new HashMap<>(), 1, 0);
  }

  private Store(Map<String, Shelf> shelves, long revision, long ids) {
    this.shelves = shelves;
    this.revision = revision;
    this.ids = ids;
  }

  Store copy() {
    shelves.replaceAll((resource, shelf) -> new Shelf(shelf.objects(), true));
    return new Store(new HashMap<>(shelves), revision, ids);
  }

  /** The resourceVersion of now. */
  long revision() {
    return revision;
  }

  long nextRevision() {
    return ++revision;
  }

  /** A number that was never given before. */
  long nextId() {
    return ++ids;
  }

  Optional<JsonNode> get(String resource, String namespace, String name) {
    Shelf shelf = shelves.get(resource);
    return shelf == null
        ? Optional.empty()
        : Optional.ofNullable(shelf.objects().get(key(namespace, name)));
  }

  /**
   * The objects of a resource.
   *
   * @param namespace empty for those of all namespaces
   */
  Collection<JsonNode> list(String resource, String namespace) {
    Shelf shelf = shelves.get(resource);
    if (shelf == null) {
      return List.of();
    }
    return namespace.isEmpty()
        ? shelf.objects().values()
        : shelf.objects().subMap(namespace + "/", namespace + "0").values();
  }

  void put(String resource, JsonNode object) {
    own(resource).put(key(Meta.namespace(object), Meta.name(object)), object);
  }

  void remove(String resource, JsonNode object) {
    own(resource).remove(key(Meta.namespace(object), Meta.name(object)));
  }

  private Map<String, JsonNode> own(String resource) {
    Shelf shelf = shelves.get(resource);
    if (shelf == null) {
      shelf = new Shelf(new TreeMap<>(), false);
      shelves.put(resource, shelf);
    } else if (shelf.shared()) {
      shelf = new Shelf(new TreeMap<>(shelf.objects()), false);
      shelves.put(resource, shelf);
    }
    return shelf.objects();
  }

  private static String key(String namespace, String name) {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}
