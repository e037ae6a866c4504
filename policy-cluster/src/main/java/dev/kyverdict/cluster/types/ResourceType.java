package dev.kyverdict.cluster.types;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A version of a kind of objects that an API server serves.
 *
 * @param group empty for the core group
 * @param version such as {@code v1}
 * @param kind such as {@code Pod}
 * @param plural the name in paths
 * @param singular the name of one
 * @param namespaced whether its objects live in namespaces
 * @param verbs Kubernetes' verbs that it serves, in alphabetical order
 * @param shortNames such as {@code po}
 * @param categories such as {@code all}
 * @param subresources by name, in the order of discovery
 * @param shape its fields
 * @param custom the definition, for a custom resource
 */
public record ResourceType(
    String group,
    String version,
    String kind,
    String plural,
    String singular,
    boolean namespaced,
    Set<String> verbs,
    List<String> shortNames,
    List<String> categories,
    Map<String, Subresource> subresources,
    Shape shape,
    Optional<CustomType> custom) {

  /** Group and version as objects name them. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** Group and plural as messages name them: {@code deployments.apps}. */
  public String qualified() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  /** Group and kind as messages name them: {@code Deployment.apps}. */
  public String qualifiedKind() {
    return group.isEmpty() ? kind : kind + "." + group;
  }

  /**
   * Where its objects are kept: the same for all versions of a kind, and for the two groups of
   * events.
   */
  public String storage() {
    return (group.equals("events.k8s.io") ? "" : group) + "/" + plural;
  }

  /** The kind of a list of them. */
  public String listKind() {
    return custom.map(CustomType::listKind).orElse(kind + "List");
  }

  /** Whether the status has a path of its own. */
  public boolean hasStatus() {
    return subresources.containsKey("status");
  }

  /** Whether it does this. */
  public boolean can(String verb) {
    return verbs.contains(verb);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof ResourceType that
            && apiVersion().equals(that.apiVersion())
            && plural.equals(that.plural)
            && custom.equals(that.custom));
  }

  @Override
  public int hashCode() {
    return apiVersion().hashCode() * 31 + plural.hashCode();
  }

  @Override
  public String toString() {
    return apiVersion() + "/" + plural;
  }
}
