package dev.kyverdict.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code metadata} of an object.
 *
 * @param name {@code name}; {@code ""} where a document has none
 * @param namespace {@code namespace}
 * @param labels {@code labels}, in the order written
 * @param annotations {@code annotations}, in the order written
 * @param other every other field ({@code finalizers}, {@code ownerReferences} …), kept as it is
 */
public record Metadata(
    String name,
    Optional<String> namespace,
    Map<String, String> labels,
    Map<String, String> annotations,
    ObjectNode other) {

  /** Copies, so that the value does not change afterwards. */
  public Metadata {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    other = other.deepCopy();
  }

  /** Metadata of a cluster-scoped object. */
  public static Metadata named(String name) {
    return new Metadata(
        name, Optional.empty(), Map.of(), Map.of(), JsonNodeFactory.instance.objectNode());
  }

  /** Metadata of a namespaced object. */
  public static Metadata named(String namespace, String name) {
    return named(name).withNamespace(namespace);
  }

  /** The same in this namespace. */
  public Metadata withNamespace(String value) {
    return new Metadata(name, Optional.of(value), labels, annotations, other);
  }

  /** The same with one more label. */
  public Metadata label(String key, String value) {
    return new Metadata(name, namespace, with(labels, key, value), annotations, other);
  }

  /** The same with one more annotation. */
  public Metadata annotation(String key, String value) {
    return new Metadata(name, namespace, labels, with(annotations, key, value), other);
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> copy = new LinkedHashMap<>(map);
    copy.put(key, value);
    return copy;
  }
}
