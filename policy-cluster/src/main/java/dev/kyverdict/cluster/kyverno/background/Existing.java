package dev.kyverdict.cluster.kyverno.background;

import dev.kyverdict.engine.generate.RefusedException;
import dev.kyverdict.model.Match.Resources;
import dev.kyverdict.values.Wildcard;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Objects that are there and that a filter of a rule may be about: by kind, labels, name and
 * namespace ({@code getTriggers} in {@code pkg/policy/policy_controller.go}, {@code utils.go}).
 */
final class Existing {

  private Existing() {}

  /**
   * The objects; what cannot be listed is left out.
   *
   * @param policyNamespace the namespace of a Policy, empty of a ClusterPolicy
   */
  static List<JsonNode> of(Calls calls, Resources resources, String policyNamespace) {
    List<JsonNode> found = new ArrayList<>();
    String selector = resources.selector().map(Selecting::text).orElse("");
    for (String kind : resources.kinds()) {
      KindName name = KindName.parse(kind);
      try {
        calls.list(name.listedVersion(), name.kind(), policyNamespace, selector).stream()
            .filter(object -> isMeant(resources, object, policyNamespace))
            .forEach(found::add);
      } catch (RefusedException refused) {
        // Kyverno logs it
      }
    }
    return found;
  }

  private static boolean isMeant(Resources resources, JsonNode object, String policyNamespace) {
    String name = object.path("metadata").path("name").asString("");
    String namespace = object.path("metadata").path("namespace").asString("");
    return resources.name().map(one -> one.isEmpty() || Wildcard.matches(one, name)).orElse(true)
        && isAny(resources.names(), name)
        && (!policyNamespace.isEmpty() || isAny(resources.namespaces(), namespace));
  }

  private static boolean isAny(List<String> patterns, String text) {
    return patterns.isEmpty() || patterns.stream().anyMatch(it -> Wildcard.matches(it, text));
  }
}
