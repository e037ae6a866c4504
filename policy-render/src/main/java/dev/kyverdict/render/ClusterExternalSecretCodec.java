package dev.kyverdict.render;

import dev.kyverdict.model.Metadata;
import dev.kyverdict.model.kube.ClusterExternalSecret;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code spec} of a {@code ClusterExternalSecret}. */
final class ClusterExternalSecretCodec {

  private static final List<String> OTHERS =
      List.of("externalSecretMetadata", "namespaceSelector", "namespaces");

  private ClusterExternalSecretCodec() {}

  static ObjectNode write(ClusterExternalSecret secret) {
    return new Mapping()
        .text("externalSecretName", secret.externalSecretName())
        .list("namespaceSelectors", secret.namespaceSelectors(), SelectorCodec::write)
        .text("refreshTime", secret.refreshTime())
        .all(secret.other())
        .tree(
            "externalSecretSpec",
            Optional.of(ExternalSecretCodec.write(secret.externalSecretSpec())))
        .node();
  }

  static ClusterExternalSecret read(Metadata metadata, Fields spec) {
    return new ClusterExternalSecret(
        metadata,
        spec.text("externalSecretName"),
        spec.list("namespaceSelectors", SelectorCodec::read),
        spec.text("refreshTime"),
        ExternalSecretCodec.read(spec.requiredObject("externalSecretSpec")),
        spec.others(OTHERS));
  }
}
