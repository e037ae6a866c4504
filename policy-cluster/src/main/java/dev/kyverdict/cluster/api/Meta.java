package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.actor.WholeSeconds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The metadata of objects. */
final class Meta {

  private Meta() {}

  static String text(JsonNode object, String field) {
    return object.path("metadata").path(field).asString("");
  }

  static String name(JsonNode object) {
    return text(object, "name");
  }

  static String namespace(JsonNode object) {
    return text(object, "namespace");
  }

  static String uid(JsonNode object) {
    return text(object, "uid");
  }

  static String resourceVersion(JsonNode object) {
    return text(object, "resourceVersion");
  }

  static boolean isGoing(JsonNode object) {
    return !text(object, "deletionTimestamp").isEmpty();
  }

  static List<String> finalizers(JsonNode object) {
    List<String> finalizers = new ArrayList<>();
    object.path("metadata").path("finalizers").forEach(it -> finalizers.add(it.asString("")));
    return finalizers;
  }

  static Optional<Long> gracePeriod(JsonNode object) {
    JsonNode seconds = object.path("metadata").path("deletionGracePeriodSeconds");
    return seconds.isNumber() ? Optional.of(seconds.asLong()) : Optional.empty();
  }

  static Optional<Instant> deletionTime(JsonNode object) {
    String text = text(object, "deletionTimestamp");
    return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
  }

  /** A time as it stands in metadata: whole seconds. */
  static String time(Instant instant) {
    return WholeSeconds.text(instant);
  }

  /** A copy that shares all below but has metadata of its own. */
  static ObjectNode copy(JsonNode object) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    if (object instanceof ObjectNode node) {
      copy.setAll(node);
    }
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    if (object.path("metadata") instanceof ObjectNode node) {
      metadata.setAll(node);
    }
    copy.set("metadata", metadata);
    return copy;
  }

  /** The metadata of a copy. */
  static ObjectNode of(ObjectNode copy) {
    return (ObjectNode) copy.path("metadata");
  }

  /** Sets a field; a missing value takes it away. */
  static void set(ObjectNode parent, String field, JsonNode value) {
    if (value.isMissingNode()) {
      parent.remove(field);
    } else {
      parent.set(field, value);
    }
  }

  static void setFinalizers(ObjectNode metadata, List<String> finalizers) {
    if (finalizers.isEmpty()) {
      metadata.remove("finalizers");
      return;
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    finalizers.forEach(list::add);
    metadata.set("finalizers", list);
  }
}
