package dev.kyverdict.engine.policies;

import dev.kyverdict.values.Wildcard;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A single rule in CEL, of which Kyverno makes a ValidatingAdmissionPolicy to see whether its types
 * fit ({@code pkg/admissionpolicy}).
 *
 * @param spec the spec of a policy
 */
record AdmissionPolicyCheck(JsonNode spec) {

  private static final List<String> USER = List.of("roles", "clusterRoles", "subjects");

  /** Refuses a rule for a kind that is not known. */
  void check(Set<String> kinds) {
    if (!isPossible()) {
      return;
    }
    boolean unknown =
        RuleFacts.kinds(spec.path("rules").path(0).path("match")).stream()
            .map(kind -> kind.substring(kind.lastIndexOf('/') + 1))
            .anyMatch(kind -> !kind.equals("*") && !kinds.contains(kind));
    if (unknown) {
      throw new Refusal("not found");
    }
  }

  private boolean isPossible() {
    JsonNode rules = spec.path("rules");
    JsonNode rule = rules.path(0);
    return rules.size() == 1
        && RuleFacts.validatesByCel(rule)
        && overrides(spec.path("validationFailureActionOverrides"))
        && overrides(rule.path("validate").path("failureActionOverrides"))
        && block(rule.path("match"), true)
        && block(rule.path("exclude"), false);
  }

  private static boolean overrides(JsonNode overrides) {
    return overrides.size() <= 1 && overrides.path(0).path("namespaces").isEmpty();
  }

  private static boolean block(JsonNode block, boolean match) {
    return filter(block, match)
        && block.path("all").size() <= 1
        && filters(block.path("any").valueStream().toList(), match)
        && filters(block.path("all").valueStream().toList(), match);
  }

  private static boolean filters(List<JsonNode> filters, boolean match) {
    boolean selects =
        filters.stream()
            .map(filter -> filter.path("resources"))
            .anyMatch(one -> one.has("selector") || one.has("namespaceSelector"));
    return filters.stream().allMatch(filter -> filter(filter, match))
        && !(selects && (!match || filters.size() > 1));
  }

  private static boolean filter(JsonNode filter, boolean match) {
    JsonNode resources = filter.path("resources");
    boolean both = !resources.path("kinds").isEmpty() && !resources.path("namespaces").isEmpty();
    return USER.stream().allMatch(field -> filter.path(field).isEmpty())
        && (match || !both)
        && resources.path("annotations").isEmpty()
        && Stream.of(
                List.of(RuleFacts.text(resources, "name")),
                RuleFacts.texts(resources.path("names")),
                RuleFacts.texts(resources.path("namespaces")))
            .flatMap(List::stream)
            .noneMatch(Wildcard::in);
  }
}
