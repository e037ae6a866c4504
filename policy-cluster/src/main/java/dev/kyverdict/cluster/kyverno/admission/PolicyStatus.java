package dev.kyverdict.cluster.kyverno.admission;

import dev.kyverdict.cluster.kyverno.Policies;
import dev.kyverdict.engine.autogen.Autogen;
import dev.kyverdict.model.Action;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Rule;
import dev.kyverdict.model.RuleTree;
import dev.kyverdict.model.Selector;
import dev.kyverdict.model.Spec;
import dev.kyverdict.model.Validate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The status that Kyverno writes on a policy when its webhooks are registered ({@code
 * updatePolicyStatuses} in {@code pkg/controllers/webhook/controller.go}).
 */
final class PolicyStatus {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private PolicyStatus() {}

  /** The policy with its new status; empty when it is as it should be. */
  static Optional<ObjectNode> updated(Policies.Known known, Instant now) {
    ObjectNode before = (ObjectNode) known.object();
    ObjectNode status = status(known.policy(), before.path("status"), now);
    if (status.equals(before.path("status"))) {
      return Optional.empty();
    }
    ObjectNode after = NODES.objectNode();
    after.setAll(before);
    return Optional.of(after.set("status", status));
  }

  private static ObjectNode status(KyvernoPolicy policy, JsonNode before, Instant now) {
    ObjectNode status = NODES.objectNode();
    status.set("autogen", autogen(policy));
    status.set("conditions", conditions(before.path("conditions"), now));
    List<Rule> rules = policy.spec().rules();
    status
        .putObject("rulecount")
        .put("generate", count(rules, Generate.class))
        .put("mutate", count(rules, Mutate.class))
        .put("validate", count(rules, Validate.class))
        .put("verifyimages", count(rules, Action.VerifyImages.class));
    JsonNode generated = before.path("validatingadmissionpolicy");
    status.set(
        "validatingadmissionpolicy",
        generated.isObject()
            ? generated
            : NODES.objectNode().put("generated", false).put("message", ""));
    return status;
  }

  private static ObjectNode autogen(KyvernoPolicy policy) {
    ObjectNode autogen = NODES.objectNode();
    List<Rule> derived =
        Autogen.rules(policy).stream().filter(rule -> rule.name().startsWith("autogen-")).toList();
    if (!derived.isEmpty()) {
      ArrayNode rules = autogen.putArray("rules");
      derived.forEach(rule -> rules.add(tree(rule)));
    }
    return autogen;
  }

  /** With what decides whether a failure blocks, which substitution leaves alone. */
  private static ObjectNode tree(Rule rule) {
    ObjectNode tree = RuleTree.of(rule);
    if (rule.action() instanceof Validate validate
        && tree.path("validate") instanceof ObjectNode node) {
      validate.failureAction().ifPresent(action -> node.put("failureAction", action.toString()));
      if (!validate.failureActionOverrides().isEmpty()) {
        ArrayNode overrides = node.putArray("failureActionOverrides");
        validate.failureActionOverrides().forEach(it -> overrides.add(tree(it)));
      }
      node.put("allowExistingViolations", validate.allowExistingViolations());
    }
    return tree;
  }

  private static ObjectNode tree(Spec.FailureActionOverride override) {
    ObjectNode tree = NODES.objectNode();
    override.action().ifPresent(action -> tree.put("action", action));
    if (!override.namespaces().isEmpty()) {
      override.namespaces().forEach(tree.putArray("namespaces")::add);
    }
    override
        .namespaceSelector()
        .ifPresent(selector -> tree.set("namespaceSelector", tree(selector)));
    return tree;
  }

  private static ObjectNode tree(Selector selector) {
    ObjectNode tree = NODES.objectNode();
    if (!selector.matchLabels().isEmpty()) {
      ObjectNode labels = tree.putObject("matchLabels");
      selector.matchLabels().forEach(labels::put);
    }
    if (!selector.matchExpressions().isEmpty()) {
      ArrayNode expressions = tree.putArray("matchExpressions");
      for (Selector.Requirement one : selector.matchExpressions()) {
        ObjectNode node = expressions.addObject();
        node.put("key", one.key()).put("operator", one.operator());
        if (!one.values().isEmpty()) {
          one.values().forEach(node.putArray("values")::add);
        }
      }
    }
    return tree;
  }

  private static JsonNode conditions(JsonNode before, Instant now) {
    boolean there =
        before
            .valueStream()
            .anyMatch(
                condition ->
                    condition.path("type").asString("").equals("Ready")
                        && condition.path("status").asString("").equals("True")
                        && condition.path("message").asString("").equals("Ready"));
    if (there) {
      return before;
    }
    ArrayNode conditions = NODES.arrayNode();
    before
        .valueStream()
        .filter(condition -> !condition.path("type").asString("").equals("Ready"))
        .forEach(conditions::add);
    conditions
        .addObject()
        .put("lastTransitionTime", now.truncatedTo(ChronoUnit.SECONDS).toString())
        .put("message", "Ready")
        .put("reason", "Succeeded")
        .put("status", "True")
        .put("type", "Ready");
    return conditions;
  }

  private static int count(List<Rule> rules, Class<?> action) {
    return (int) rules.stream().filter(rule -> action.isInstance(rule.action())).count();
  }
}
