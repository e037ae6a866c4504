package dev.kyverdict.engine.policies;

import dev.kyverdict.values.Wildcard;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a rule does ({@code pkg/validation/policy/actions.go}, {@code pkg/policy}). */
final class ActionCheck {

  private static final String ONE_PATCH =
      "only one of `patchStrategicMerge` or `patchesJson6902` is allowed";

  private final JsonNode rule;

  private ActionCheck(JsonNode rule) {
    this.rule = rule;
  }

  static void check(JsonNode rule, int index) {
    ActionCheck check = new ActionCheck(rule);
    if (RuleFacts.mutates(rule)) {
      placed(index, "mutate", check::mutate);
    }
    if (RuleFacts.validates(rule)) {
      placed(index, "validate", check::validate);
    }
    if (RuleFacts.generates(rule)) {
      placed(index, "generate", check::generate);
      String kind = RuleFacts.text(rule.path("generate"), "kind");
      if (RuleFacts.texts(rule.path("match").path("resources").path("kinds")).contains(kind)) {
        throw new Refusal("generation kind and match resource kind should not be the same");
      }
    }
  }

  private static void placed(int index, String action, Runnable check) {
    try {
      check.run();
    } catch (PlacedRefusal refusal) {
      throw new Refusal(
          "path: spec.rules["
              + index
              + "]."
              + action
              + "."
              + refusal.path()
              + ".: "
              + refusal.text());
    }
  }

  private void mutate() {
    JsonNode mutate = rule.path("mutate");
    boolean merge = isSet(mutate.path("patchStrategicMerge"));
    boolean json = mutate.has("patchesJson6902");
    if (!mutate.path("foreach").isEmpty()) {
      if (merge || json) {
        throw new PlacedRefusal(
            "foreach",
            "only one of `foreach`, `patchStrategicMerge`, or `patchesJson6902` is allowed");
      }
      loops("", mutate.path("foreach"));
      return;
    }
    if (merge && json) {
      throw new PlacedRefusal("foreach", ONE_PATCH);
    }
    withoutCel();
  }

  private static boolean isSet(JsonNode tree) {
    return !tree.isMissingNode() && !tree.isNull();
  }

  private void withoutCel() {
    if (rule.has("celPreconditions")) {
      throw new PlacedRefusal("", "celPrecondition can only be used with validate.cel");
    }
  }

  private static void loops(String tag, JsonNode loops) {
    String path = tag;
    int i = 0;
    for (JsonNode loop : loops) {
      path += "foreach[" + i++ + "]";
      boolean merge = isSet(loop.path("patchStrategicMerge"));
      boolean json = loop.has("patchesJson6902");
      if (!loop.path("foreach").isEmpty()) {
        if (loop.has("context") || loop.has("preconditions") || json || merge) {
          throw new PlacedRefusal(path, "a nested foreach cannot contain other declarations");
        }
        // Kyverno does not come back to the loops behind this one.
        loops(path, loop.path("foreach"));
        return;
      }
      if (merge == json) {
        throw new PlacedRefusal(path, ONE_PATCH);
      }
    }
  }

  private void validate() {
    JsonNode validate = rule.path("validate");
    long count =
        Stream.of("pattern", "anyPattern", "deny", "foreach", "podSecurity", "cel")
            .filter(validate::has)
            .count();
    count += validate.path("manifests").path("attestors").isEmpty() ? 0 : 1;
    if (count != 1) {
      throw new PlacedRefusal(
          "",
          count == 0
              ? "one of pattern, anyPattern, deny, foreach, cel must be specified"
              : "only one of pattern, anyPattern, deny, foreach, cel can be specified");
    }
    pattern("pattern.", validate.path("pattern"), PatternCheck.VALIDATE, "");
    anyPattern(validate.path("anyPattern"));
    validate.path("foreach").forEach(ActionCheck::loop);
    if (validate.has("cel")) {
      cel(validate.path("cel"));
    } else {
      withoutCel();
    }
  }

  private static void pattern(String owner, JsonNode tree, PatternCheck check, String prefix) {
    try {
      check.check(tree);
    } catch (PlacedRefusal refusal) {
      throw new PlacedRefusal(owner + refusal.path(), prefix + refusal.text());
    }
  }

  private static void anyPattern(JsonNode patterns) {
    if (!isSet(patterns)) {
      return;
    }
    if (!patterns.isArray()) {
      String found =
          patterns.isBoolean() ? "bool" : patterns.getNodeType().name().toLowerCase(Locale.ROOT);
      throw new PlacedRefusal(
          "anyPattern",
          "failed to deserialize anyPattern, expect array: json: cannot unmarshal "
              + found
              + " into Go value of type []interface {}");
    }
    for (int i = 0; i < patterns.size(); i++) {
      pattern("anyPattern[" + i + "].", patterns.get(i), PatternCheck.VALIDATE, "");
    }
  }

  private static void loop(JsonNode loop) {
    if (!loop.has("list")) {
      throw new PlacedRefusal("", "foreach.list is required");
    }
    long count = Stream.of("pattern", "anyPattern", "deny").filter(loop::has).count();
    count += loop.path("foreach").isEmpty() ? 0 : 1;
    if (count != 1) {
      throw new PlacedRefusal(
          "",
          count == 0
              ? "one of pattern, anyPattern, deny, or a nested foreach must be specified"
              : "only one of pattern, anyPattern, deny, or a nested foreach can be specified");
    }
  }

  private static void cel(JsonNode cel) {
    for (JsonNode expression : cel.path("expressions")) {
      required(expression, "expression", "expressions.expression");
    }
    JsonNode reference = cel.path("paramRef");
    if (cel.has("paramKind")) {
      required(cel.path("paramKind"), "apiVersion", "paramKind.apiVersion");
      required(cel.path("paramKind"), "kind", "paramKind.kind");
      required(cel, "paramRef", "paramRef");
    }
    if (cel.has("paramRef")) {
      if (reference.has("name") == reference.has("selector")) {
        throw new PlacedRefusal(
            "", "one of cel.paramRef.name or cel.paramRef.selector must be set");
      }
      required(reference, "parameterNotFoundAction", "paramRef.parameterNotFoundAction");
      required(cel, "paramKind", "paramKind");
    }
    for (JsonNode annotation : cel.path("auditAnnotations")) {
      required(annotation, "key", "auditAnnotation.key");
      required(annotation, "valueExpression", "auditAnnotation.valueExpression");
    }
  }

  private static void required(JsonNode node, String field, String name) {
    if (!node.has(field)) {
      throw new PlacedRefusal("", "cel." + name + " is required");
    }
  }

  private void generate() {
    JsonNode generate = rule.path("generate");
    if (hasWildcard(generate.path("cloneList").path("selector"))) {
      throw new PlacedRefusal("selector", "wildcard characters `*/?` not supported");
    }
    // Offline Kyverno forgets the rule around the action before it comes to celPreconditions.
    pattern(
        "data.",
        generate.path("data"),
        PatternCheck.NONE,
        "anchors not supported on generate resources: ");
  }

  private static boolean hasWildcard(JsonNode selector) {
    if (selector.isObject()) {
      return selector.properties().stream()
              .map(Map.Entry::getValue)
              .anyMatch(ActionCheck::hasWildcard)
          || selector.propertyNames().stream().anyMatch(Wildcard::in);
    }
    if (selector.isArray()) {
      return selector.valueStream().anyMatch(ActionCheck::hasWildcard);
    }
    return selector.isString() && Wildcard.in(selector.stringValue());
  }
}
