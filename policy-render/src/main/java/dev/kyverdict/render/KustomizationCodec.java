package dev.kyverdict.render;

import dev.kyverdict.model.kube.Kustomization;
import tools.jackson.databind.node.ObjectNode;

/** {@code Kustomization}. */
final class KustomizationCodec {

  private KustomizationCodec() {}

  static ObjectNode write(Kustomization kustomization) {
    return new Mapping()
        .texts("resources", kustomization.resources())
        .all(kustomization.other())
        .node();
  }

  static Kustomization read(Fields document) {
    return new Kustomization(
        MetadataCodec.readOptional(document), document.texts("resources"), document.rest());
  }
}
