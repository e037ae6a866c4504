package dev.kyverdict.render;

import dev.kyverdict.model.Spec.MatchCondition;
import dev.kyverdict.model.Validate.Cel;
import dev.kyverdict.model.Validate.CelExpression;
import tools.jackson.databind.node.ObjectNode;

/** {@code validate.cel}, and the named expressions that stand elsewhere, too. */
final class CelCodec {

  private CelCodec() {}

  static ObjectNode write(Cel cel) {
    return new Mapping()
        .flag("generate", cel.generate())
        .tree("paramKind", cel.paramKind())
        .tree("paramRef", cel.paramRef())
        .list("variables", cel.variables(), CelCodec::write)
        .list("expressions", cel.expressions(), CelCodec::write)
        .tree("auditAnnotations", cel.auditAnnotations())
        .node();
  }

  static Cel read(Fields fields) {
    return new Cel(
        fields.flag("generate", false),
        fields.tree("paramKind"),
        fields.tree("paramRef"),
        fields.list("variables", CelCodec::named),
        fields.list("expressions", CelCodec::expression),
        fields.tree("auditAnnotations"));
  }

  static ObjectNode write(MatchCondition named) {
    return new Mapping().text("name", named.name()).text("expression", named.expression()).node();
  }

  static MatchCondition named(Fields fields) {
    return new MatchCondition(fields.requiredText("name"), fields.requiredText("expression"));
  }

  private static ObjectNode write(CelExpression expression) {
    return new Mapping()
        .text("expression", expression.expression())
        .text("message", expression.message())
        .text("messageExpression", expression.messageExpression())
        .text("reason", expression.reason())
        .node();
  }

  private static CelExpression expression(Fields fields) {
    return new CelExpression(
        fields.requiredText("expression"),
        fields.said("message"),
        fields.said("messageExpression"),
        fields.said("reason"));
  }
}
