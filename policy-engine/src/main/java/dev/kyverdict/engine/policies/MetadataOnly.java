package dev.kyverdict.engine.policies;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a rule looks at of an object's {@code metadata}, or only there. */
final class MetadataOnly {

  static final String REFUSAL =
      "policy can only deal with the metadata field of the resource if the rule does not match any"
          + " kind";

  private static final String METADATA = "metadata";

  private MetadataOnly() {}

  /** Whether a rule that matches no kind may be what it is, and says what is missing then. */
  static Refusal withoutKinds(JsonNode rule) {
    return new Refusal(
        of(rule)
            ? "at least one element must be specified in a kind block, the kind attribute is"
                + " mandatory when working with the resources element"
            : REFUSAL);
  }

  /** Whether a rule deals with {@code metadata} only. */
  static boolean of(JsonNode rule) {
    JsonNode mutate = rule.path("mutate");
    if (!only(mutate.path("patchStrategicMerge"))) {
      return false;
    }
    String patch = RuleFacts.text(mutate, "patchesJson6902");
    if (patch.stripLeading().startsWith("[")
        && PatchCheck.operations(patch).stream()
            .anyMatch(one -> !one.path("path").asString("").startsWith("/metadata"))) {
      return false;
    }
    JsonNode validate = rule.path("validate");
    JsonNode patterns = validate.path("anyPattern");
    return only(validate.path("pattern"))
        && (patterns.isMissingNode() || patterns.isArray())
        && patterns.valueStream().allMatch(MetadataOnly::only);
  }

  private static boolean only(JsonNode tree) {
    return tree.properties().stream().map(Map.Entry::getKey).allMatch(METADATA::equals);
  }

  /** Whether labels and annotations that a rule writes or compares are texts. */
  static boolean hasTextsOnly(JsonNode rule) {
    if (RuleFacts.validates(rule)) {
      JsonNode validate = rule.path("validate");
      if (validate.has("foreach")) {
        for (JsonNode loop : validate.path("foreach")) {
          if (loop.path("pattern").isObject()) {
            return texts(loop.path("pattern"));
          }
        }
      } else if (validate.path("pattern").isObject()) {
        return texts(validate.path("pattern"));
      } else if (!validate.path("anyPattern").valueStream().allMatch(MetadataOnly::texts)) {
        return false;
      }
    }
    if (!RuleFacts.mutates(rule)) {
      return true;
    }
    JsonNode mutate = rule.path("mutate");
    if (!mutate.has("foreach")) {
      return texts(mutate.path("patchStrategicMerge"));
    }
    for (JsonNode loop : mutate.path("foreach")) {
      if (loop.path("patchStrategicMerge").isObject()) {
        return texts(loop.path("patchStrategicMerge"));
      }
    }
    return true;
  }

  /**
   * Kyverno looks at {@code metadata} or at {@code spec.template.metadata}, whichever it comes to
   * first.
   */
  private static boolean texts(JsonNode tree) {
    if (tree.path(METADATA).isObject()) {
      return areTexts(tree.path(METADATA));
    }
    return areTexts(tree.path("spec").path("template").path(METADATA));
  }

  private static boolean areTexts(JsonNode metadata) {
    return metadata.path("labels").properties().stream().allMatch(e -> e.getValue().isString())
        && metadata.path("annotations").properties().stream()
            .allMatch(e -> e.getValue().isString());
  }
}
