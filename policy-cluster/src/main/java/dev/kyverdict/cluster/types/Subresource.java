package dev.kyverdict.cluster.types;

import java.util.Set;

/**
 * A part of a resource with a path of its own, such as {@code status}.
 *
 * @param name its name in paths
 * @param verbs what can be done with it
 * @param group the group of its kind
 * @param version the version of its kind
 * @param kind the kind of object that is sent and answered
 */
public record Subresource(
    String name, Set<String> verbs, String group, String version, String kind) {

  /** Copies the set. */
  public Subresource {
    verbs = Set.copyOf(verbs);
  }
}
