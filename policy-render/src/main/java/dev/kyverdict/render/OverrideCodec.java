package dev.kyverdict.render;

import dev.kyverdict.model.Spec.FailureActionOverride;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code failureActionOverrides[]}. */
final class OverrideCodec {

  /** The failure actions that the CRD takes; the lower-case ones are older. */
  static final List<String> ACTIONS = List.of("Audit", "Enforce", "audit", "enforce");

  private OverrideCodec() {}

  static ObjectNode write(FailureActionOverride override) {
    return new Mapping()
        .text("action", override.action())
        .texts("namespaces", override.namespaces())
        .object("namespaceSelector", override.namespaceSelector(), SelectorCodec::write)
        .node();
  }

  static FailureActionOverride read(Fields fields) {
    return new FailureActionOverride(
        fields.oneOf("action", ACTIONS),
        fields.texts("namespaces"),
        fields.object("namespaceSelector", SelectorCodec::read));
  }
}
