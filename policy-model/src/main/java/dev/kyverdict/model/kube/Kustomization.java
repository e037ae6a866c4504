package dev.kyverdict.model.kube;

import dev.kyverdict.model.Metadata;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code kustomize.config.k8s.io/v1beta1 Kustomization}: which files belong to a tree.
 *
 * @param metadata {@code metadata}; kustomize needs none
 * @param resources {@code resources}: files and folders, in order
 * @param other every other field, as written
 */
public record Kustomization(Metadata metadata, List<String> resources, ObjectNode other)
    implements KubeObject {

  /** Copies. */
  public Kustomization {
    resources = List.copyOf(resources);
    other = other.deepCopy();
  }

  @Override
  public String apiVersion() {
    return "kustomize.config.k8s.io/v1beta1";
  }

  @Override
  public String kind() {
    return "Kustomization";
  }
}
