package dev.kyverdict.world.control;

import dev.kyverdict.world.kube.Trees;
import tools.jackson.databind.JsonNode;

/**
 * Something that a controller looks at.
 *
 * @param kind its kind
 * @param namespace empty for none
 * @param name its name
 */
public record Key(Kind kind, String namespace, String name) {

  /** Of an object. */
  public static Key of(Kind kind, JsonNode object) {
    return new Key(kind, Trees.namespace(object), Trees.name(object));
  }

  /** Reads what {@link #toString} has written. */
  static Key parse(String text) {
    String[] parts = text.split("/", -1);
    return new Key(Kind.valueOf(parts[0]), parts[1], parts[2]);
  }

  @Override
  public String toString() {
    return kind.name() + "/" + namespace + "/" + name;
  }
}
