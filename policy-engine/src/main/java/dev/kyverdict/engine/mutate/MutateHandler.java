package dev.kyverdict.engine.mutate;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.engine.context.PolicyContext;
import dev.kyverdict.engine.context.RuleHandler;
import dev.kyverdict.engine.substitution.Template;
import dev.kyverdict.engine.substitution.TypedTexts;
import dev.kyverdict.model.Rule;
import dev.kyverdict.model.RuleTree;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * A mutate rule with one patch. Before it patches, Kyverno substitutes <em>the whole rule</em>,
 * context entries and preconditions too, so that a variable there which nobody needs can fail it
 * ({@code pkg/engine/mutate/mutation.go}).
 */
public final class MutateHandler implements RuleHandler {

  private final Template rule;
  private final Patcher patcher;

  private MutateHandler(JsonNode tree) {
    this.rule = Template.ofRule(tree);
    this.patcher = new Patcher(tree.path("mutate"));
  }

  /** Of a rule without foreach. */
  public static MutateHandler of(Rule rule) {
    return new MutateHandler(RuleTree.of(rule));
  }

  @Override
  public Handled process(PolicyContext context, JsonNode resource) {
    try {
      JsonNode substituted = substituted(context);
      Optional<JsonNode> patched =
          patcher.patch(substituted.path("mutate"), resource, context.variables().choices());
      return patched.isPresent()
          ? new Handled(patched.get(), new RuleOutcome.Passed(mutated(patched.get())))
          : new Handled(resource, new RuleOutcome.Skipped("no patches applied"));
    } catch (EvaluationException failed) {
      return error(failed.text());
    }
  }

  private JsonNode substituted(PolicyContext context) {
    try {
      JsonNode substituted = rule.substitute(context.variables());
      TypedTexts.check(rule.source(), substituted);
      return substituted;
    } catch (EvaluationException failed) {
      throw failed.within("variable substitution failed");
    }
  }

  static Handled error(String message) {
    return new Handled(NullNode.getInstance(), new RuleOutcome.Errored(message));
  }

  /** Kyverno's message about a patched object ({@code handlers/mutation/common.go}). */
  static String mutated(JsonNode object) {
    if (object instanceof NullNode) {
      return "mutated resource";
    }
    String kind = object.path("kind").asString("");
    String namespace = text(object.path("metadata").path("namespace"));
    String what = "mutated %s/%s".formatted(kind, text(object.path("metadata").path("name")));
    return namespace.isEmpty() || kind.equals("Namespace")
        ? what
        : what + " in namespace " + namespace;
  }

  /** Anything but a text counts as none. */
  private static String text(JsonNode node) {
    return node.isString() ? node.asString() : "";
  }
}
