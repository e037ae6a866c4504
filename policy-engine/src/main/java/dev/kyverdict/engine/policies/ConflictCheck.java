package dev.kyverdict.engine.policies;

import dev.kyverdict.values.Wildcard;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Whether exclude takes away all that a rule matches, as far as Kyverno sees it ({@code
 * ValidateMatchExcludeConflict} in {@code api/kyverno/v1/rule_types.go}).
 */
final class ConflictCheck {

  private final JsonNode match;
  private final JsonNode exclude;

  private ConflictCheck(JsonNode rule) {
    this.match = rule.path("match");
    this.exclude = rule.path("exclude");
  }

  static boolean isEmpty(JsonNode rule) {
    return rule.has("exclude") && new ConflictCheck(rule).isEmpty();
  }

  private boolean isEmpty() {
    if (!exclude.path("all").isEmpty() || !match.path("all").isEmpty()) {
      return false;
    }
    if (!match.path("any").isEmpty() && !exclude.path("any").isEmpty()) {
      return match
          .path("any")
          .valueStream()
          .anyMatch(one -> exclude.path("any").valueStream().anyMatch(one::equals));
    }
    if (exclude.isEmpty() || !users()) {
      return false;
    }
    JsonNode from = match.path("resources");
    JsonNode without = exclude.path("resources");
    String name = RuleFacts.text(without, "name");
    if (!name.isEmpty() && !Wildcard.matches(name, RuleFacts.text(from, "name"))) {
      return false;
    }
    if (!without.path("names").isEmpty()) {
      return names(RuleFacts.texts(from.path("names")), RuleFacts.texts(without.path("names")));
    }
    return resources(from, without);
  }

  private boolean users() {
    return covers(exclude.path("roles"), match.path("roles"))
        && covers(exclude.path("clusterRoles"), match.path("clusterRoles"))
        && covers(exclude.path("subjects"), match.path("subjects"));
  }

  private static boolean names(List<String> from, List<String> without) {
    return from.stream()
        .anyMatch(name -> without.stream().anyMatch(other -> Wildcard.matches(other, name)));
  }

  private static boolean resources(JsonNode from, JsonNode without) {
    return covers(without.path("namespaces"), from.path("namespaces"))
        && covers(without.path("kinds"), from.path("kinds"))
        && selector(from.path("selector"), without.path("selector"))
        && selector(from.path("namespaceSelector"), without.path("namespaceSelector"))
        && from.has("selector") == without.has("selector")
        && from.has("namespaceSelector") == without.has("namespaceSelector")
        && from.path("annotations").equals(without.path("annotations"));
  }

  /** Whether nothing is excluded by this, or everything that is matched by it. */
  private static boolean covers(JsonNode excluded, JsonNode matched) {
    if (excluded.isEmpty()) {
      return true;
    }
    Set<JsonNode> all = new HashSet<>(excluded.valueStream().toList());
    return !matched.isEmpty() && matched.valueStream().allMatch(all::contains);
  }

  private static boolean selector(JsonNode matched, JsonNode excluded) {
    if (matched.isMissingNode() || excluded.isMissingNode()) {
      return true;
    }
    return covers(excluded.path("matchExpressions"), matched.path("matchExpressions"))
        && labels(matched.path("matchLabels"), excluded.path("matchLabels"));
  }

  private static boolean labels(JsonNode matched, JsonNode excluded) {
    return excluded.isEmpty()
        || !matched.isEmpty()
            && matched.properties().stream()
                .allMatch(
                    label ->
                        RuleFacts.text(excluded, label.getKey())
                            .equals(label.getValue().asString("")));
  }
}
