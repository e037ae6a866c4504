package dev.kyverdict.model;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The kind {@code *}, which stands for every kind and may do little. */
final class KindChecks {

  private static final JsonMapper JSON = JsonMapper.shared();

  private static final Pattern ABOUT_REQUEST =
      Pattern.compile(
          "\\{\\{\\s*(request\\.|serviceAccountName|serviceAccountNamespace)[^{}]*\\}\\}");

  private KindChecks() {}

  static void of(Where where, Rule rule, boolean background, Consumer<Problem> report) {
    MatchChecks.Visitor visitor =
        (at, filter) ->
            wildcard(
                at.at("resources", "kinds"), filter.resources().kinds(), rule, background, report);
    MatchChecks.each(where.at("match"), rule.match(), visitor);
    MatchChecks.each(where.at("exclude"), rule.exclude(), visitor);
  }

  private static void wildcard(
      Where where, List<String> kinds, Rule rule, boolean background, Consumer<Problem> report) {
    if (!kinds.contains("*")) {
      return;
    }
    if (background) {
      report.accept(
          where.error(
              "kind-any-in-background",
              "'*' is not scanned in the background",
              "set background to false, or name the kinds"));
    }
    if (kinds.size() > 1) {
      report.accept(
          where.error("kind-any-and-others", "'*' stands beside other kinds", "keep '*' alone"));
    }
    if (mayNot(rule.action())) {
      report.accept(
          where.error(
              "kind-any-action", "a rule of this type cannot look at '*'", "name the kinds"));
    } else if (!isAboutMetadataOnly(rule.action())) {
      report.accept(
          where.error(
              "kind-any-beyond-metadata",
              "a rule for '*' may look at metadata only",
              "name the kinds, or keep to metadata"));
    }
  }

  private static boolean mayNot(Action action) {
    return switch (action) {
      case Generate generate -> true;
      case Action.VerifyImages verify -> true;
      case Validate validate -> validate.check() instanceof Validate.ForEachCheck;
      case Mutate mutate -> false;
    };
  }

  private static boolean isAboutMetadataOnly(Action action) {
    return switch (action) {
      case Mutate(Mutate.StrategicMerge(var tree), var targets, var update) ->
          hasMetadataOnly(tree);
      case Mutate(Mutate.JsonPatch(var text), var targets, var update) -> patchesMetadataOnly(text);
      case Validate validate ->
          switch (validate.check()) {
            case Validate.Pattern(var tree) -> hasMetadataOnly(tree);
            case Validate.AnyPattern(var trees) ->
                trees.valueStream().allMatch(KindChecks::hasMetadataOnly);
            case Validate.Deny(var conditions) ->
                conditions.map(KindChecks::areAllowed).orElse(true);
            default -> true;
          };
      default -> true;
    };
  }

  private static boolean hasMetadataOnly(JsonNode tree) {
    return tree.propertyNames().stream().allMatch(key -> key.equals("metadata"));
  }

  /** Kyverno reads the text as JSON here; YAML is beyond it and passes. */
  private static boolean patchesMetadataOnly(String text) {
    try {
      JsonNode patch = JSON.readTree(text);
      return patch
          .valueStream()
          .map(operation -> operation.path("path").asString(""))
          .allMatch(path -> path.startsWith("/metadata"));
    } catch (JacksonException notJson) {
      return true;
    }
  }

  private static boolean areAllowed(Conditions conditions) {
    return !(conditions instanceof Conditions.Listed(var list))
        || list.stream()
            .map(Conditions.Condition::key)
            .filter(JsonNode::isString)
            .map(JsonNode::stringValue)
            .allMatch(KindChecks::isAllowedKey);
  }

  private static boolean isAllowedKey(String key) {
    return key.contains("request.object.metadata.")
        || (ABOUT_REQUEST.matcher(key).find() && !key.contains("request.object.spec"));
  }
}
