package dev.kyverdict.engine.policies;

import dev.kyverdict.values.GoPanicException;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What a rule matches, and its conditions ({@code validateResources} in {@code
 * pkg/validation/policy/validate.go}).
 */
final class ResourceCheck {

  private ResourceCheck() {}

  static void check(JsonNode rule, int index) {
    try {
      exclude(rule, index);
      match(rule.path("match"));
      conditions(rule);
      JsonNode mutate = rule.path("mutate").path("foreach");
      validateLoops(rule.path("validate").path("foreach"));
      mutateLoops(mutate);
      images(rule);
    } catch (PlacedRefusal refusal) {
      throw new Refusal(
          "path: spec.rules[" + index + "]." + refusal.path() + ": " + refusal.text());
    }
  }

  private static void exclude(JsonNode rule, int index) {
    JsonNode exclude = rule.path("exclude");
    FieldErrors errors = new FieldErrors();
    new MatchErrors(errors, false, Set.of()).user("spec.rules[" + index + "].exclude", exclude);
    if (!errors.isEmpty()) {
      throw new PlacedRefusal("exclude", errors.text());
    }
    boolean any = !exclude.path("any").isEmpty();
    boolean all = !exclude.path("all").isEmpty();
    if ((any || all) && exclude.has("resources")) {
      throw new PlacedRefusal("exclude.", "can't specify any/all together with exclude resources");
    }
    if (any && all) {
      throw new PlacedRefusal("match.", "can't specify any and all together");
    }
  }

  private static void match(JsonNode match) {
    boolean parts = !match.path("any").isEmpty() || !match.path("all").isEmpty();
    if (parts && match.has("resources")) {
      throw new PlacedRefusal("match.", "can't specify any/all together with match resources");
    }
    List<JsonNode> filters =
        !parts
            ? List.of(match)
            : match.path(match.path("any").isEmpty() ? "all" : "any").valueStream().toList();
    if (filters.stream().anyMatch(filter -> !filter.has("resources"))) {
      throw new PlacedRefusal("match.resources.", "match resources not specified");
    }
  }

  private static void conditions(JsonNode rule) {
    if (rule.has("preconditions")) {
      ConditionCheck.complete("validate", rule.path("preconditions"), "preconditions");
    }
    JsonNode deny = rule.path("validate").path("deny");
    if (deny.has("conditions")) {
      ConditionCheck.complete("validate.deny", deny.path("conditions"), "conditions");
    }
  }

  private static void validateLoops(JsonNode loops) {
    for (JsonNode loop : loops) {
      String owner = "validate.foreach";
      ConditionCheck.operators(owner, loop.path("preconditions"), "conditions");
      ConditionCheck.operators(owner + ".deny", loop.path("deny").path("conditions"), "conditions");
      nested(owner, () -> validateLoops(loop.path("foreach")));
    }
  }

  private static void mutateLoops(JsonNode loops) {
    for (JsonNode loop : loops) {
      String owner = "mutate.foreach";
      ConditionCheck.operators(owner, loop.path("preconditions"), "conditions");
      nested(owner, () -> mutateLoops(loop.path("foreach")));
    }
  }

  private static void nested(String owner, Runnable inner) {
    try {
      inner.run();
    } catch (PlacedRefusal refusal) {
      throw new PlacedRefusal(owner + "." + refusal.path(), refusal.text());
    }
  }

  private static void images(JsonNode rule) {
    boolean validates = RuleFacts.validatesImages(rule);
    for (JsonNode image : rule.path("verifyImages")) {
      for (JsonNode attestation : image.path("attestations")) {
        attestation
            .path("conditions")
            .forEach(
                one -> ConditionCheck.operators("verifyImages.attestations", one, "conditions"));
      }
      JsonNode deny = image.path("validate").path("deny");
      if (validates && deny.isMissingNode()) {
        throw new GoPanicException(
            "runtime error: invalid memory address or nil pointer dereference");
      }
      if (validates && deny.has("conditions")) {
        ConditionCheck.complete("imageVerify.validate.deny", deny.path("conditions"), "conditions");
      }
    }
  }
}
