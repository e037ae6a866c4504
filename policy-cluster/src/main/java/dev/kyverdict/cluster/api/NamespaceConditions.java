package dev.kyverdict.cluster.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The conditions of a namespace that ends ({@code deletion/status_condition_utils.go}). */
final class NamespaceConditions {

  private NamespaceConditions() {}

  /**
   * What they are now.
   *
   * @param before what they were
   * @param left the kinds that are left, in words
   * @param held the finalizers of what is left
   */
  static ArrayNode of(JsonNode before, List<String> left, List<String> held, String time) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    all.add(
        condition(
            before,
            "NamespaceDeletionDiscoveryFailure",
            false,
            "ResourcesDiscovered",
            "All resources successfully discovered",
            time));
    all.add(
        condition(
            before,
            "NamespaceDeletionGroupVersionParsingFailure",
            false,
            "ParsedGroupVersions",
            "All legacy kube types successfully parsed",
            time));
    all.add(
        condition(
            before,
            "NamespaceDeletionContentFailure",
            false,
            "ContentDeleted",
            "All content successfully deleted, may be waiting on finalization",
            time));
    all.add(remaining(before, left, time));
    all.add(finalizers(before, held, time));
    return all;
  }

  private static ObjectNode remaining(JsonNode before, List<String> left, String time) {
    return left.isEmpty()
        ? condition(
            before,
            "NamespaceContentRemaining",
            false,
            "ContentRemoved",
            "All content successfully removed",
            time)
        : condition(
            before,
            "NamespaceContentRemaining",
            true,
            "SomeResourcesRemain",
            "Some resources are remaining: "
                + left.stream().sorted().collect(Collectors.joining(", ")),
            time);
  }

  private static ObjectNode finalizers(JsonNode before, List<String> held, String time) {
    if (held.isEmpty()) {
      return condition(
          before,
          "NamespaceFinalizersRemaining",
          false,
          "ContentHasNoFinalizers",
          "All content-preserving finalizers finished",
          time);
    }
    Map<String, Integer> counts = new TreeMap<>();
    held.forEach(it -> counts.merge(it, 1, Integer::sum));
    return condition(
        before,
        "NamespaceFinalizersRemaining",
        true,
        "SomeFinalizersRemain",
        "Some content in the namespace has finalizers remaining: "
            + counts.entrySet().stream()
                .map(it -> it.getKey() + " in " + it.getValue() + " resource instances")
                .sorted()
                .collect(Collectors.joining(", ")),
        time);
  }

  private static ObjectNode condition(
      JsonNode before, String type, boolean holds, String reason, String message, String time) {
    String status = holds ? "True" : "False";
    String since = time;
    for (JsonNode old : before) {
      if (old.path("type").asString("").equals(type)
          && old.path("status").asString("").equals(status)) {
        since = old.path("lastTransitionTime").asString(time);
      }
    }
    ObjectNode condition = JsonNodeFactory.instance.objectNode();
    condition.put("type", type).put("status", status).put("lastTransitionTime", since);
    return condition.put("reason", reason).put("message", message);
  }
}
