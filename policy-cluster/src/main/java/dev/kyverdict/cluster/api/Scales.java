package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.patch.Patches;
import dev.kyverdict.cluster.types.ResourceType;
import dev.kyverdict.values.GoNumbers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The scale of objects that have replicas. */
final class Scales {

  private final Reads reads;
  private final Replacement replacement;

  Scales(Reads reads, Replacement replacement) {
    this.reads = reads;
    this.replacement = replacement;
  }

  Reply answer(Call call, ResourceType type) {
    JsonNode object = reads.find(call, type);
    if (call.verb().equals("get")) {
      return call.answer(200, scale(type, object));
    }
    JsonNode changed =
        replacement.updateScale(call, type, existing -> wanted(call, type, existing));
    return call.answer(200, scale(type, changed));
  }

  /** The scale that a request asks for. */
  private static JsonNode wanted(Call call, ResourceType type, JsonNode existing) {
    JsonNode body = GoNumbers.integers(call.request().body());
    JsonNode current = scale(type, existing);
    return switch (call.request().contentType().replaceFirst(";.*", "")) {
      case Request.JSON_PATCH -> Patches.json(current, body);
      case Request.MERGE_PATCH, Request.STRATEGIC_MERGE_PATCH, Request.APPLY_PATCH ->
          Patches.merge(current, body);
      default -> body;
    };
  }

  /** The scale of an object. */
  static ObjectNode scale(ResourceType type, JsonNode object) {
    ObjectNode scale = JsonNodeFactory.instance.objectNode();
    scale.put("kind", "Scale").put("apiVersion", "autoscaling/v1");
    ObjectNode metadata = scale.putObject("metadata");
    for (String field :
        new String[] {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
      Meta.set(metadata, field, object.path("metadata").path(field));
    }
    long replicas = object.at(specPath(type)).asLong(0);
    ObjectNode spec = scale.putObject("spec");
    if (replicas != 0) {
      spec.put("replicas", replicas);
    }
    scale.putObject("status").put("replicas", object.at(statusPath(type)).asLong(0));
    String selector = selector(type, object);
    if (!selector.isEmpty()) {
      scale.withObject("/status").put("selector", selector);
    }
    return scale;
  }

  private static String selector(ResourceType type, JsonNode object) {
    if (type.custom().isPresent()) {
      String path = type.custom().get().scale().path("labelSelectorPath").asString("");
      return path.isEmpty() ? "" : object.at(path.replace('.', '/')).asString("");
    }
    StringBuilder text = new StringBuilder();
    object
        .path("spec")
        .path("selector")
        .path("matchLabels")
        .properties()
        .forEach(
            it ->
                text.append(text.isEmpty() ? "" : ",")
                    .append(it.getKey())
                    .append('=')
                    .append(it.getValue().asString("")));
    return text.toString();
  }

  /** An object with the replicas of a scale. */
  static ObjectNode scaled(ResourceType type, JsonNode object, JsonNode scale) {
    ObjectNode copy = Meta.copy(object);
    Meta.set(Meta.of(copy), "resourceVersion", scale.path("metadata").path("resourceVersion"));
    String[] parts = specPath(type).substring(1).split("/", -1);
    ObjectNode parent = copy;
    for (int i = 0; i < parts.length - 1; i++) {
      ObjectNode child = JsonNodeFactory.instance.objectNode();
      if (parent.path(parts[i]) instanceof ObjectNode node) {
        child.setAll(node);
      }
      parent.set(parts[i], child);
      parent = child;
    }
    parent.put(parts[parts.length - 1], scale.path("spec").path("replicas").asLong(0));
    return copy;
  }

  private static String specPath(ResourceType type) {
    return type.custom()
        .map(it -> it.scale().path("specReplicasPath").asString(""))
        .filter(it -> !it.isEmpty())
        .map(it -> it.replace('.', '/'))
        .orElse("/spec/replicas");
  }

  private static String statusPath(ResourceType type) {
    return type.custom()
        .map(it -> it.scale().path("statusReplicasPath").asString(""))
        .filter(it -> !it.isEmpty())
        .map(it -> it.replace('.', '/'))
        .orElse("/status/replicas");
  }
}
