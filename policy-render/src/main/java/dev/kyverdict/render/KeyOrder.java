package dev.kyverdict.render;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The order in which people write the keys of Kubernetes' own objects; fabric8's is the alphabet.
 */
final class KeyOrder {

  private static final List<String> FIRST =
      List.of(
          "apiVersion",
          "kind",
          "apiGroup",
          "metadata",
          "type",
          "immutable",
          "name",
          "namespace",
          "labels",
          "annotations",
          "roleRef",
          "apiGroups",
          "resources",
          "resourceNames",
          "verbs",
          "schedule",
          "timeZone",
          "concurrencyPolicy",
          "suspend",
          "startingDeadlineSeconds",
          "successfulJobsHistoryLimit",
          "failedJobsHistoryLimit",
          "backoffLimit",
          "activeDeadlineSeconds",
          "restartPolicy",
          "serviceAccountName",
          "automountServiceAccountToken",
          "image",
          "imagePullPolicy",
          "command",
          "args",
          "env",
          "envFrom");

  private static final List<String> LAST =
      List.of(
          "securityContext",
          "initContainers",
          "containers",
          "volumeMounts",
          "volumes",
          "jobTemplate",
          "template",
          "data",
          "status");

  /** Mappings whose keys are the user's own. */
  private static final List<String> FREE =
      List.of("labels", "annotations", "data", "stringData", "matchLabels", "nodeSelector");

  private KeyOrder() {}

  static ObjectNode apply(ObjectNode object) {
    ObjectNode ordered = JsonNodeFactory.instance.objectNode();
    object
        .propertyStream()
        .sorted(Comparator.comparingInt(KeyOrder::rank))
        .forEach(entry -> ordered.set(entry.getKey(), value(entry)));
    return ordered;
  }

  private static JsonNode value(Map.Entry<String, JsonNode> entry) {
    return FREE.contains(entry.getKey()) ? entry.getValue() : value(entry.getValue());
  }

  private static JsonNode value(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> apply(object);
      case ArrayNode array -> Mapping.array(List.copyOf(array.values()), KeyOrder::value);
      default -> node;
    };
  }

  /** Resources are a rule's list, or else what a container or a claim asks for. */
  private static int rank(Map.Entry<String, JsonNode> entry) {
    boolean first =
        FIRST.contains(entry.getKey())
            && !(entry.getKey().equals("resources") && entry.getValue().isObject());
    return first ? FIRST.indexOf(entry.getKey()) : FIRST.size() + 1 + LAST.indexOf(entry.getKey());
  }
}
