package dev.kyverdict.clicases;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * When Kyverno's command takes an object for the expected one: nulls and what is empty do not
 * count, nor do the labels that lead back from a generated object ({@code resource/tidy.go}, {@code
 * labels.go}, {@code compare.go}).
 */
final class Sameness {

  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  private Sameness() {}

  static boolean of(JsonNode actual, JsonNode expected) {
    return same(tidied(actual), tidied(expected));
  }

  private static JsonNode tidied(JsonNode object) {
    return tidy(labelled(object)).orElse(JsonNodeFactory.instance.objectNode());
  }

  private static JsonNode labelled(JsonNode object) {
    ObjectNode copy = object.isObject() ? (ObjectNode) object.deepCopy() : newObject();
    ObjectNode metadata = CliObjects.withMap(copy, "metadata");
    ObjectNode labels = newObject();
    labels.put(MANAGED_BY, "kyverno");
    JsonNode present = metadata.path("labels");
    if (present.values().stream().allMatch(JsonNode::isString)) {
      present.properties().stream()
          .filter(label -> !label.getKey().startsWith("generate.kyverno.io/"))
          .forEach(label -> labels.set(label.getKey(), label.getValue()));
    }
    metadata.set("labels", labels);
    return copy;
  }

  private static ObjectNode newObject() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static Optional<JsonNode> tidy(JsonNode tree) {
    if (tree.isObject()) {
      ObjectNode kept = newObject();
      tree.properties()
          .forEach(entry -> tidy(entry.getValue()).ifPresent(it -> kept.set(entry.getKey(), it)));
      return kept.isEmpty() ? Optional.empty() : Optional.of(kept);
    }
    if (tree.isArray()) {
      List<JsonNode> kept = new ArrayList<>();
      tree.forEach(item -> tidy(item).ifPresent(kept::add));
      return kept.isEmpty()
          ? Optional.empty()
          : Optional.of(JsonNodeFactory.instance.arrayNode().addAll(kept));
    }
    return tree.isNull() ? Optional.empty() : Optional.of(tree);
  }

  private static boolean same(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.doubleValue() == other.doubleValue();
    }
    if (one.isObject() && other.isObject()) {
      Set<String> names = Set.copyOf(one.propertyNames());
      return names.equals(Set.copyOf(other.propertyNames()))
          && names.stream().allMatch(name -> same(one.path(name), other.path(name)));
    }
    if (one.isArray() && other.isArray() && one.size() == other.size()) {
      for (int i = 0; i < one.size(); i++) {
        if (!same(one.path(i), other.path(i))) {
          return false;
        }
      }
      return true;
    }
    return one.equals(other);
  }
}
