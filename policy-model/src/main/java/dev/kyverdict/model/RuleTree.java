package dev.kyverdict.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rule as the JSON tree that Kyverno looks through for variables and references: every text of
 * the rule under the keys of the document.
 */
public final class RuleTree {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private RuleTree() {}

  /** The whole rule. */
  public static ObjectNode of(Rule rule) {
    ObjectNode tree = JSON.objectNode();
    tree.put("name", rule.name());
    tree.set("match", match(rule.match()));
    if (!rule.exclude().isEmpty()) {
      tree.set("exclude", match(rule.exclude()));
    }
    rule.imageExtractors().ifPresent(extractors -> tree.set("imageExtractors", extractors));
    putContext(tree, rule.context());
    rule.preconditions().ifPresent(value -> tree.set("preconditions", conditions(value)));
    if (!rule.celPreconditions().isEmpty()) {
      tree.set("celPreconditions", expressions(rule.celPreconditions()));
    }
    switch (rule.action()) {
      case Mutate mutate -> tree.set("mutate", mutate(mutate));
      case Generate generate -> tree.set("generate", generate(generate));
      case Validate validate -> tree.set("validate", validate(validate));
      case Action.VerifyImages verify -> tree.set("verifyImages", verify.tree());
    }
    tree.put("skipBackgroundRequests", rule.skipBackgroundRequests());
    putMap(tree, "reportProperties", rule.reportProperties());
    return tree;
  }

  /** What Kyverno substitutes on its own before it looks at a target: everything but the patch. */
  static ObjectNode ofTargets(Rule rule, Mutate mutate) {
    ObjectNode tree = JSON.objectNode();
    putContext(tree, rule.context());
    rule.preconditions().ifPresent(value -> tree.set("preconditions", conditions(value)));
    ArrayNode targets = tree.putObject("mutate").putArray("targets");
    mutate.targets().forEach(target -> targets.add(targetNames(target)));
    return tree;
  }

  static ObjectNode match(Match match) {
    ObjectNode tree = filter(match.direct());
    putFilters(tree, "any", match.any());
    putFilters(tree, "all", match.all());
    return tree;
  }

  private static void putFilters(ObjectNode tree, String key, List<Match.Filter> filters) {
    if (!filters.isEmpty()) {
      ArrayNode list = tree.putArray(key);
      filters.forEach(filter -> list.add(filter(filter)));
    }
  }

  private static ObjectNode filter(Match.Filter filter) {
    ObjectNode tree = JSON.objectNode();
    tree.set("resources", resources(filter.resources()));
    putTexts(tree, "roles", filter.roles());
    putTexts(tree, "clusterRoles", filter.clusterRoles());
    if (!filter.subjects().isEmpty()) {
      ArrayNode subjects = tree.putArray("subjects");
      for (Match.Subject subject : filter.subjects()) {
        ObjectNode node = subjects.addObject().put("kind", subject.kind());
        node.put("name", subject.name());
        putText(node, "namespace", subject.namespace());
        putText(node, "apiGroup", subject.apiGroup());
      }
    }
    return tree;
  }

  private static ObjectNode resources(Match.Resources resources) {
    ObjectNode tree = JSON.objectNode();
    putTexts(tree, "kinds", resources.kinds());
    putText(tree, "name", resources.name());
    putTexts(tree, "names", resources.names());
    putTexts(tree, "namespaces", resources.namespaces());
    putMap(tree, "annotations", resources.annotations());
    resources.selector().ifPresent(value -> tree.set("selector", selector(value)));
    resources
        .namespaceSelector()
        .ifPresent(value -> tree.set("namespaceSelector", selector(value)));
    putTexts(tree, "operations", resources.operations().stream().map(Enum::name).toList());
    return tree;
  }

  static ObjectNode selector(Selector selector) {
    ObjectNode tree = JSON.objectNode();
    putMap(tree, "matchLabels", selector.matchLabels());
    if (!selector.matchExpressions().isEmpty()) {
      ArrayNode list = tree.putArray("matchExpressions");
      for (Selector.Requirement requirement : selector.matchExpressions()) {
        ObjectNode node = list.addObject().put("key", requirement.key());
        putTexts(node.put("operator", requirement.operator()), "values", requirement.values());
      }
    }
    return tree;
  }

  private static void putContext(ObjectNode tree, List<ContextEntry> context) {
    if (!context.isEmpty()) {
      ArrayNode list = tree.putArray("context");
      context.forEach(entry -> list.add(ContextTree.of(entry)));
    }
  }

  static JsonNode conditions(Conditions conditions) {
    return switch (conditions) {
      case Conditions.Listed(var list) -> conditions(list);
      case Conditions.AnyAll(var any, var all) -> {
        ObjectNode tree = JSON.objectNode();
        any.ifPresent(list -> tree.set("any", conditions(list)));
        all.ifPresent(list -> tree.set("all", conditions(list)));
        yield tree;
      }
    };
  }

  private static ArrayNode conditions(List<Conditions.Condition> conditions) {
    ArrayNode list = JSON.arrayNode();
    for (Conditions.Condition condition : conditions) {
      ObjectNode node = list.addObject();
      node.set("key", condition.key());
      node.put("operator", condition.operator()).set("value", condition.value());
      putText(node, "message", condition.message());
    }
    return list;
  }

  private static ArrayNode expressions(List<Spec.MatchCondition> expressions) {
    ArrayNode list = JSON.arrayNode();
    expressions.forEach(
        e -> list.addObject().put("name", e.name()).put("expression", e.expression()));
    return list;
  }

  private static ObjectNode mutate(Mutate mutate) {
    ObjectNode tree = patch(mutate.patch());
    if (!mutate.targets().isEmpty()) {
      ArrayNode list = tree.putArray("targets");
      for (Mutate.Target target : mutate.targets()) {
        ObjectNode node = targetNames(target);
        target.selector().ifPresent(value -> node.set("selector", selector(value)));
        putContext(node, target.context());
        target.preconditions().ifPresent(value -> node.set("preconditions", conditions(value)));
        list.add(node);
      }
    }
    return tree;
  }

  private static ObjectNode targetNames(Mutate.Target target) {
    ObjectNode node = JSON.objectNode();
    putText(node, "apiVersion", target.apiVersion());
    putText(node, "kind", target.kind());
    putText(node, "namespace", target.namespace());
    putText(node, "name", target.name());
    putText(node, "uid", target.uid());
    return node;
  }

  private static ObjectNode patch(Mutate.Patch patch) {
    ObjectNode tree = JSON.objectNode();
    switch (patch) {
      case Mutate.NoPatch() -> {}
      case Mutate.StrategicMerge(var overlay) -> tree.set("patchStrategicMerge", overlay);
      case Mutate.JsonPatch(var text) -> tree.put("patchesJson6902", text);
      case Mutate.ForEachPatch(var loops) -> {
        ArrayNode list = tree.putArray("foreach");
        for (Mutate.ForEach loop : loops) {
          ObjectNode node = loop(loop.list(), loop.context(), loop.preconditions());
          list.add(node.setAll(patch(loop.patch())));
        }
      }
    }
    return tree;
  }

  private static ObjectNode loop(
      String list, List<ContextEntry> context, Optional<Conditions.AnyAll> preconditions) {
    ObjectNode node = JSON.objectNode().put("list", list);
    putContext(node, context);
    preconditions.ifPresent(value -> node.set("preconditions", conditions(value)));
    return node;
  }

  private static ObjectNode generate(Generate generate) {
    ObjectNode tree = generated(generate.target(), generate.source());
    generate.synchronize().ifPresent(value -> tree.put("synchronize", value));
    return tree;
  }

  /** The part of a generate rule that names what is made and of what. */
  public static ObjectNode generated(Generate.Target target, Generate.Source source) {
    ObjectNode tree = JSON.objectNode();
    putText(tree, "apiVersion", target.apiVersion());
    putText(tree, "kind", target.kind());
    putText(tree, "namespace", target.namespace());
    putText(tree, "name", target.name());
    putText(tree, "uid", target.uid());
    switch (source) {
      case Generate.NoSource() -> {}
      case Generate.Data(var data) -> tree.set("data", data);
      case Generate.Clone(var namespace, var name) -> {
        ObjectNode clone = tree.putObject("clone");
        putText(clone, "namespace", namespace);
        putText(clone, "name", name);
      }
      case Generate.CloneList(var namespace, var kinds, var selector) -> {
        ObjectNode clones = tree.putObject("cloneList");
        putText(clones, "namespace", namespace);
        putTexts(clones, "kinds", kinds);
        selector.ifPresent(value -> clones.set("selector", selector(value)));
      }
      case Generate.ForEachSource(var loops) -> {
        ArrayNode list = tree.putArray("foreach");
        for (Generate.ForEach loop : loops) {
          ObjectNode node = loop(loop.list(), loop.context(), loop.preconditions());
          list.add(node.setAll(generated(loop.target(), loop.source())));
        }
      }
    }
    return tree;
  }

  private static ObjectNode validate(Validate validate) {
    ObjectNode tree = check(validate.check());
    putText(tree, "message", validate.message());
    return tree;
  }

  private static ObjectNode check(Validate.Check check) {
    ObjectNode tree = JSON.objectNode();
    switch (check) {
      case Validate.NoCheck() -> {}
      case Validate.Pattern(var pattern) -> tree.set("pattern", pattern);
      case Validate.AnyPattern(var patterns) -> tree.set("anyPattern", patterns);
      case Validate.Deny(var conditions) -> {
        ObjectNode deny = tree.putObject("deny");
        conditions.ifPresent(value -> deny.set("conditions", conditions(value)));
      }
      case Validate.ForEachCheck(var loops) -> {
        ArrayNode list = tree.putArray("foreach");
        for (Validate.ForEach loop : loops) {
          ObjectNode node = loop(loop.list(), loop.context(), loop.preconditions());
          list.add(node.setAll(check(loop.check())));
        }
      }
      case Validate.PodSecurity security -> tree.set("podSecurity", podSecurity(security));
      case Validate.Cel cel -> tree.set("cel", cel(cel));
      case Validate.Manifests(var manifests) -> tree.set("manifests", manifests);
      case Validate.Assert(var assertion) -> tree.set("assert", assertion);
    }
    return tree;
  }

  private static ObjectNode podSecurity(Validate.PodSecurity security) {
    ObjectNode tree = JSON.objectNode();
    putText(tree, "level", security.level());
    putText(tree, "version", security.version());
    ArrayNode list = tree.putArray("exclude");
    for (Validate.PodSecurityExclude exclude : security.exclude()) {
      ObjectNode node = list.addObject().put("controlName", exclude.controlName());
      putTexts(node, "images", exclude.images());
      putText(node, "restrictedField", exclude.restrictedField());
      putTexts(node, "values", exclude.values());
    }
    return tree;
  }

  private static ObjectNode cel(Validate.Cel cel) {
    ObjectNode tree = JSON.objectNode();
    cel.paramKind().ifPresent(value -> tree.set("paramKind", value));
    cel.paramRef().ifPresent(value -> tree.set("paramRef", value));
    tree.set("variables", expressions(cel.variables()));
    ArrayNode list = tree.putArray("expressions");
    for (Validate.CelExpression expression : cel.expressions()) {
      ObjectNode node = list.addObject().put("expression", expression.expression());
      putText(node, "message", expression.message());
      putText(node, "messageExpression", expression.messageExpression());
      putText(node, "reason", expression.reason());
    }
    cel.auditAnnotations().ifPresent(value -> tree.set("auditAnnotations", value));
    return tree;
  }

  static void putText(ObjectNode tree, String key, Optional<String> value) {
    value.ifPresent(text -> tree.put(key, text));
  }

  private static void putTexts(ObjectNode tree, String key, List<String> values) {
    if (!values.isEmpty()) {
      ArrayNode list = tree.putArray(key);
      values.forEach(list::add);
    }
  }

  private static void putMap(ObjectNode tree, String key, Map<String, String> values) {
    if (!values.isEmpty()) {
      ObjectNode map = tree.putObject(key);
      values.forEach(map::put);
    }
  }
}
