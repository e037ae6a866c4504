package dev.kyverdict.model.kube;

import dev.kyverdict.model.Metadata;
import dev.kyverdict.model.Selector;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code external-secrets.io/v1 ClusterExternalSecret}: an ExternalSecret in every namespace that
 * the selectors choose.
 *
 * @param metadata {@code metadata}
 * @param externalSecretName {@code spec.externalSecretName}; its own name when absent
 * @param namespaceSelectors {@code spec.namespaceSelectors}: one suffices
 * @param refreshTime {@code spec.refreshTime}
 * @param externalSecretSpec {@code spec.externalSecretSpec}
 * @param other every other field of the spec, as written
 */
public record ClusterExternalSecret(
    Metadata metadata,
    Optional<String> externalSecretName,
    List<Selector> namespaceSelectors,
    Optional<String> refreshTime,
    ExternalSecret.Spec externalSecretSpec,
    ObjectNode other)
    implements KubeObject {

  /** Copies. */
  public ClusterExternalSecret {
    namespaceSelectors = List.copyOf(namespaceSelectors);
    other = other.deepCopy();
  }

  @Override
  public String apiVersion() {
    return "external-secrets.io/v1";
  }

  @Override
  public String kind() {
    return "ClusterExternalSecret";
  }
}
