package dev.kyverdict.engine.policies;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Where a rule asks who makes the request ({@code pkg/validation/policy/background.go}). */
final class UserPlaces {

  private UserPlaces() {}

  /** The first place; empty when there is none. */
  static String in(JsonNode rule) {
    String match = in(rule.path("match"), "match/", List.of("any", "all"));
    return match.isEmpty() ? in(rule.path("exclude"), "exclude/", List.of("all", "any")) : match;
  }

  private static String in(JsonNode block, String path, List<String> parts) {
    String own = field(block);
    if (!own.isEmpty()) {
      return path + own;
    }
    for (String part : parts) {
      int i = 0;
      for (JsonNode filter : block.path(part)) {
        String field = field(filter);
        if (!field.isEmpty()) {
          return path + part + "[" + i + "]/" + field;
        }
        i++;
      }
    }
    return "";
  }

  private static String field(JsonNode filter) {
    for (String field : List.of("roles", "clusterRoles", "subjects")) {
      if (!filter.path(field).isEmpty()) {
        return field;
      }
    }
    return "";
  }
}
