package dev.kyverdict.referee;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A claim as it is sent to the API server.
 *
 * @param object the claim
 */
public record Claim(ObjectNode object) {

  /** The claims of the example cluster. */
  static List<Claim> ofExampleCluster() {
    return Project.example("PersistentVolumeClaim").stream()
        .map(item -> new Claim((ObjectNode) item.deepCopy()))
        .toList();
  }

  /** A claim of the example cluster that both profiles look after. */
  public static Claim ordinary() {
    return ofExampleCluster().stream()
        .filter(claim -> claim.key().equals("karakeep/data-pvc"))
        .findFirst()
        .orElseThrow();
  }

  String namespace() {
    return object.at("/metadata/namespace").asString("");
  }

  String name() {
    return object.at("/metadata/name").asString("");
  }

  String key() {
    return namespace() + "/" + name();
  }

  String storage() {
    return object.at("/spec/resources/requests/storage").asString("");
  }

  /** Whether it asks for backups. */
  boolean labelled() {
    return object.at("/metadata/labels/backup").isString();
  }

  /** Whether the policies look at it: labelled, and not in a namespace that is left out. */
  boolean seen() {
    return labelled() && !namespace().equals("kube-system");
  }

  /** The same with a value at a path of keys. */
  public Claim with(JsonNode value, String... path) {
    ObjectNode copy = object.deepCopy();
    ObjectNode parent = copy;
    for (String key : List.of(path).subList(0, path.length - 1)) {
      parent = parent.withObject("/" + key.replace("~", "~0").replace("/", "~1"));
    }
    parent.set(path[path.length - 1], value);
    return new Claim(copy);
  }

  /** The same without what is at a path of keys. */
  Claim without(String... path) {
    ObjectNode copy = object.deepCopy();
    JsonNode parent = copy;
    for (String key : List.of(path).subList(0, path.length - 1)) {
      parent = parent.path(key);
    }
    if (parent instanceof ObjectNode map) {
      map.remove(path[path.length - 1]);
    }
    return new Claim(copy);
  }

  /** The same under another name. */
  public Claim named(String name) {
    return with(JsonNodeFactory.instance.stringNode(name), "metadata", "name");
  }

  /** The same naming a source by {@code dataSourceRef}. */
  public Claim withSource(String apiGroup, String kind, String name) {
    return with(source(apiGroup, kind, name), "spec", "dataSourceRef");
  }

  /** The same naming a source by {@code dataSource}. */
  Claim withOldSource(String apiGroup, String kind, String name) {
    return with(source(apiGroup, kind, name), "spec", "dataSource");
  }

  private static ObjectNode source(String apiGroup, String kind, String name) {
    ObjectNode source = JsonNodeFactory.instance.objectNode();
    Stream.of(apiGroup).filter(group -> !group.isEmpty()).forEach(g -> source.put("apiGroup", g));
    return source.put("kind", kind).put("name", name);
  }

  /** What the claim becomes when it is pointed at its destination. */
  ObjectNode restored() {
    return withSource("volsync.backube", "ReplicationDestination", name() + "-restore").object();
  }

  @Override
  public String toString() {
    return key();
  }
}
