package dev.kyverdict.render;

import dev.kyverdict.model.Spec;
import dev.kyverdict.model.Spec.ApplyRules;
import dev.kyverdict.model.Spec.FailurePolicy;
import dev.kyverdict.model.Spec.WebhookConfiguration;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code spec} of a policy. */
final class SpecCodec {

  private SpecCodec() {}

  static ObjectNode write(Spec spec) {
    return new Mapping()
        .flag("admission", spec.admission())
        .flag("background", spec.background())
        .flag("emitWarning", spec.emitWarning())
        .text("applyRules", spec.applyRules())
        .text("failurePolicy", spec.failurePolicy())
        .text("validationFailureAction", spec.validationFailureAction())
        .list(
            "validationFailureActionOverrides",
            spec.validationFailureActionOverrides(),
            OverrideCodec::write)
        .flag("generateExisting", spec.generateExisting())
        .flag("generateExistingOnPolicyUpdate", spec.generateExistingOnPolicyUpdate())
        .flag("mutateExistingOnPolicyUpdate", spec.mutateExistingOnPolicyUpdate())
        .flag("schemaValidation", spec.schemaValidation())
        .flag("useServerSideApply", spec.useServerSideApply())
        .object("webhookConfiguration", spec.webhookConfiguration(), SpecCodec::write)
        .number("webhookTimeoutSeconds", spec.webhookTimeoutSeconds())
        .list("rules", spec.rules(), RuleCodec::write)
        .node();
  }

  static Spec read(Fields fields) {
    return new Spec(
        fields.flag("admission", true),
        fields.flag("background", true),
        fields.flag("emitWarning", false),
        fields.oneOf("applyRules", List.of(ApplyRules.values())),
        fields.oneOf("failurePolicy", List.of(FailurePolicy.values())),
        fields.oneOf("validationFailureAction", OverrideCodec.ACTIONS).orElse("Audit"),
        fields.list("validationFailureActionOverrides", OverrideCodec::read),
        fields.flag("generateExisting"),
        fields.flag("generateExistingOnPolicyUpdate"),
        fields.flag("mutateExistingOnPolicyUpdate"),
        fields.flag("schemaValidation"),
        fields.flag("useServerSideApply"),
        fields.object("webhookConfiguration", SpecCodec::webhook),
        fields.integer("webhookTimeoutSeconds"),
        fields.list("rules", RuleCodec::read));
  }

  private static ObjectNode write(WebhookConfiguration webhook) {
    return new Mapping()
        .text("failurePolicy", webhook.failurePolicy())
        .number("timeoutSeconds", webhook.timeoutSeconds())
        .list("matchConditions", webhook.matchConditions(), CelCodec::write)
        .node();
  }

  private static WebhookConfiguration webhook(Fields fields) {
    return new WebhookConfiguration(
        fields.oneOf("failurePolicy", List.of(FailurePolicy.values())),
        fields.integer("timeoutSeconds"),
        fields.list("matchConditions", CelCodec::named));
  }
}
