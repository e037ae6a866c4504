package dev.kyverdict.render;

import dev.kyverdict.model.Match;
import dev.kyverdict.model.Match.Filter;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.model.Match.Resources;
import dev.kyverdict.model.Match.Subject;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code match} and {@code exclude}. */
final class MatchCodec {

  private MatchCodec() {}

  static ObjectNode write(Match match) {
    return new Mapping()
        .list("any", match.any(), MatchCodec::write)
        .list("all", match.all(), MatchCodec::write)
        .all(write(match.direct()))
        .node();
  }

  static Match read(Fields fields) {
    return new Match(
        fields.list("any", MatchCodec::filter),
        fields.list("all", MatchCodec::filter),
        filter(fields));
  }

  private static ObjectNode write(Filter filter) {
    return new Mapping()
        .filled("resources", write(filter.resources()))
        .list("subjects", filter.subjects(), MatchCodec::write)
        .texts("roles", filter.roles())
        .texts("clusterRoles", filter.clusterRoles())
        .node();
  }

  private static Filter filter(Fields fields) {
    return new Filter(
        fields.object("resources", MatchCodec::resources).orElse(Resources.NONE),
        fields.list("subjects", MatchCodec::subject),
        fields.texts("roles"),
        fields.texts("clusterRoles"));
  }

  private static ObjectNode write(Resources resources) {
    return new Mapping()
        .texts("kinds", resources.kinds())
        .texts("operations", resources.operations())
        .text("name", resources.name())
        .texts("names", resources.names())
        .texts("namespaces", resources.namespaces())
        .object("selector", resources.selector(), SelectorCodec::write)
        .object("namespaceSelector", resources.namespaceSelector(), SelectorCodec::write)
        .texts("annotations", resources.annotations())
        .node();
  }

  private static Resources resources(Fields fields) {
    return new Resources(
        fields.texts("kinds"),
        fields.said("name"),
        fields.texts("names"),
        fields.texts("namespaces"),
        fields.textMap("annotations"),
        fields.object("selector", SelectorCodec::read),
        fields.object("namespaceSelector", SelectorCodec::read),
        fields.items("operations", item -> item.oneOf(List.of(Operation.values()))));
  }

  private static ObjectNode write(Subject subject) {
    return new Mapping()
        .text("kind", subject.kind())
        .text("name", subject.name())
        .text("namespace", subject.namespace())
        .text("apiGroup", subject.apiGroup())
        .node();
  }

  private static Subject subject(Fields fields) {
    return new Subject(
        fields.requiredText("kind"),
        fields.requiredText("name"),
        fields.said("namespace"),
        fields.said("apiGroup"));
  }
}
