package dev.kyverdict.engine.policies;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a decoded rule is and names ({@code api/kyverno/v1/rule_types.go}). */
final class RuleFacts {

  private RuleFacts() {}

  static String name(JsonNode rule) {
    return rule.path("name").asString("");
  }

  static boolean mutates(JsonNode rule) {
    return !rule.path("mutate").isEmpty();
  }

  static boolean mutatesExisting(JsonNode rule) {
    return rule.path("mutate").has("targets");
  }

  static boolean validates(JsonNode rule) {
    return !rule.path("validate").isEmpty();
  }

  static boolean validatesByCel(JsonNode rule) {
    return !rule.path("validate").path("cel").isEmpty();
  }

  static boolean generates(JsonNode rule) {
    return !rule.path("generate").isEmpty();
  }

  static boolean verifiesImages(JsonNode rule) {
    return rule.path("verifyImages").valueStream().anyMatch(image -> !image.isEmpty());
  }

  static boolean validatesImages(JsonNode rule) {
    return rule.path("verifyImages").valueStream().anyMatch(image -> image.has("validate"));
  }

  /** The kinds of a match or exclude block: its own, then those of all, then those of any. */
  static List<String> kinds(JsonNode block) {
    List<String> kinds = new ArrayList<>(texts(block.path("resources").path("kinds")));
    for (String part : List.of("all", "any")) {
      block
          .path(part)
          .forEach(filter -> kinds.addAll(texts(filter.path("resources").path("kinds"))));
    }
    return kinds;
  }

  static List<String> texts(JsonNode list) {
    return list.valueStream().map(text -> text.asString("")).toList();
  }

  static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }

  static boolean isEnforce(String action) {
    return action.equals("Enforce") || action.equals("enforce");
  }
}
