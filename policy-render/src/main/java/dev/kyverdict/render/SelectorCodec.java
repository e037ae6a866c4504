package dev.kyverdict.render;

import dev.kyverdict.model.Selector;
import dev.kyverdict.model.Selector.Requirement;
import tools.jackson.databind.node.ObjectNode;

/** A label selector. */
final class SelectorCodec {

  private SelectorCodec() {}

  static ObjectNode write(Selector selector) {
    return new Mapping()
        .texts("matchLabels", selector.matchLabels())
        .list("matchExpressions", selector.matchExpressions(), SelectorCodec::write)
        .node();
  }

  static Selector read(Fields fields) {
    return new Selector(
        fields.textMap("matchLabels"), fields.list("matchExpressions", SelectorCodec::requirement));
  }

  private static ObjectNode write(Requirement requirement) {
    return new Mapping()
        .text("key", requirement.key())
        .text("operator", requirement.operator())
        .texts("values", requirement.values())
        .node();
  }

  private static Requirement requirement(Fields fields) {
    return new Requirement(
        fields.requiredText("key"), fields.requiredText("operator"), fields.texts("values"));
  }
}
