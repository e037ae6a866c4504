package dev.kyverdict.engine.policies;

import dev.kyverdict.model.Action;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Metadata;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Rule;
import dev.kyverdict.model.RuleTree;
import dev.kyverdict.model.Selector;
import dev.kyverdict.model.Spec;
import dev.kyverdict.model.Validate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A policy as the document that Kyverno is asked about. */
final class PolicyTree {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private PolicyTree() {}

  static JsonNode of(KyvernoPolicy policy) {
    ObjectNode tree = NODES.objectNode();
    tree.put("apiVersion", policy.apiVersion());
    tree.put("kind", policy.kind());
    tree.set("metadata", metadata(policy.metadata()));
    tree.set("spec", spec(policy.spec()));
    return tree;
  }

  private static ObjectNode metadata(Metadata metadata) {
    ObjectNode tree = metadata.other().deepCopy();
    tree.put("name", metadata.name());
    metadata.namespace().ifPresent(namespace -> tree.put("namespace", namespace));
    texts(tree, "labels", metadata.labels());
    texts(tree, "annotations", metadata.annotations());
    return tree;
  }

  private static void texts(ObjectNode tree, String name, Map<String, String> texts) {
    if (!texts.isEmpty()) {
      ObjectNode map = tree.putObject(name);
      texts.forEach(map::put);
    }
  }

  private static ObjectNode spec(Spec spec) {
    ObjectNode tree = NODES.objectNode();
    tree.put("admission", spec.admission());
    tree.put("background", spec.background());
    tree.put("emitWarning", spec.emitWarning());
    spec.applyRules().ifPresent(value -> tree.put("applyRules", value.toString()));
    spec.failurePolicy().ifPresent(value -> tree.put("failurePolicy", value.toString()));
    tree.put("validationFailureAction", spec.validationFailureAction());
    overrides(tree, "validationFailureActionOverrides", spec.validationFailureActionOverrides());
    flag(tree, "generateExisting", spec.generateExisting());
    flag(tree, "generateExistingOnPolicyUpdate", spec.generateExistingOnPolicyUpdate());
    flag(tree, "mutateExistingOnPolicyUpdate", spec.mutateExistingOnPolicyUpdate());
    flag(tree, "schemaValidation", spec.schemaValidation());
    flag(tree, "useServerSideApply", spec.useServerSideApply());
    spec.webhookConfiguration()
        .ifPresent(value -> tree.set("webhookConfiguration", webhook(value)));
    spec.webhookTimeoutSeconds().ifPresent(value -> tree.put("webhookTimeoutSeconds", value));
    ArrayNode rules = tree.putArray("rules");
    spec.rules().forEach(rule -> rules.add(rule(rule)));
    return tree;
  }

  private static void flag(ObjectNode tree, String name, Optional<Boolean> flag) {
    flag.ifPresent(value -> tree.put(name, value));
  }

  private static ObjectNode webhook(Spec.WebhookConfiguration webhook) {
    ObjectNode tree = NODES.objectNode();
    webhook.failurePolicy().ifPresent(value -> tree.put("failurePolicy", value.toString()));
    webhook.timeoutSeconds().ifPresent(value -> tree.put("timeoutSeconds", value));
    if (!webhook.matchConditions().isEmpty()) {
      ArrayNode list = tree.putArray("matchConditions");
      for (Spec.MatchCondition one : webhook.matchConditions()) {
        list.addObject().put("name", one.name()).put("expression", one.expression());
      }
    }
    return tree;
  }

  private static void overrides(
      ObjectNode tree, String name, List<Spec.FailureActionOverride> overrides) {
    if (overrides.isEmpty()) {
      return;
    }
    ArrayNode list = tree.putArray(name);
    for (Spec.FailureActionOverride override : overrides) {
      ObjectNode node = list.addObject();
      override.action().ifPresent(action -> node.put("action", action));
      ArrayNode namespaces = node.putArray("namespaces");
      override.namespaces().forEach(namespaces::add);
      override
          .namespaceSelector()
          .ifPresent(selector -> node.set("namespaceSelector", selector(selector)));
    }
  }

  private static ObjectNode selector(Selector selector) {
    ObjectNode tree = NODES.objectNode();
    texts(tree, "matchLabels", selector.matchLabels());
    ArrayNode list = tree.putArray("matchExpressions");
    for (Selector.Requirement requirement : selector.matchExpressions()) {
      ObjectNode node = list.addObject();
      node.put("key", requirement.key()).put("operator", requirement.operator());
      ArrayNode values = node.putArray("values");
      requirement.values().forEach(values::add);
    }
    return tree;
  }

  private static ObjectNode rule(Rule rule) {
    ObjectNode tree = RuleTree.of(rule);
    switch (rule.action()) {
      case Mutate mutate ->
          flag(
              (ObjectNode) tree.path("mutate"),
              "mutateExistingOnPolicyUpdate",
              mutate.mutateExistingOnPolicyUpdate());
      case Generate generate -> {
        ObjectNode node = (ObjectNode) tree.path("generate");
        flag(node, "generateExisting", generate.generateExisting());
        flag(node, "orphanDownstreamOnPolicyDelete", generate.orphanDownstreamOnPolicyDelete());
      }
      case Validate validate -> {
        ObjectNode node = (ObjectNode) tree.path("validate");
        validate.failureAction().ifPresent(action -> node.put("failureAction", action.toString()));
        overrides(node, "failureActionOverrides", validate.failureActionOverrides());
        node.put("allowExistingViolations", validate.allowExistingViolations());
      }
      case Action.VerifyImages verify -> {
        // Kept as it is written.
      }
    }
    return tree;
  }
}
