package dev.kyverdict.render;

import dev.kyverdict.model.Match;
import dev.kyverdict.model.Rule;
import tools.jackson.databind.node.ObjectNode;

/** {@code rules[]}. */
final class RuleCodec {

  private RuleCodec() {}

  static ObjectNode write(Rule rule) {
    return new Mapping()
        .text("name", rule.name())
        .filled("match", MatchCodec.write(rule.match()))
        .filled("exclude", MatchCodec.write(rule.exclude()))
        .tree("imageExtractors", rule.imageExtractors())
        .list("context", rule.context(), ContextCodec::write)
        .object("preconditions", rule.preconditions(), ConditionsCodec::write)
        .list("celPreconditions", rule.celPreconditions(), CelCodec::write)
        .flag("skipBackgroundRequests", rule.skipBackgroundRequests())
        .texts("reportProperties", rule.reportProperties())
        .all(ActionCodec.write(rule.action()))
        .node();
  }

  static Rule read(Fields fields) {
    return new Rule(
        fields.requiredText("name"),
        MatchCodec.read(fields.requiredObject("match")),
        fields.object("exclude", MatchCodec::read).orElse(Match.NONE),
        fields.mapping("imageExtractors").map(tree -> tree),
        ContextCodec.read(fields),
        ConditionsCodec.read(fields, "preconditions"),
        fields.list("celPreconditions", CelCodec::named),
        ActionCodec.read(fields),
        fields.flag("skipBackgroundRequests", true),
        fields.textMap("reportProperties"));
  }
}
