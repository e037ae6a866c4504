package dev.kyverdict.cluster.api;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Events, which two groups serve: the same objects in two shapes. */
final class Events {

  static final String GROUP = "events.k8s.io";

  /** Fields of the newer shape and what the older one calls them. */
  private static final Map<String, String> OLDER =
      Map.of(
          "regarding", "involvedObject",
          "note", "message",
          "reportingController", "reportingComponent",
          "deprecatedSource", "source",
          "deprecatedFirstTimestamp", "firstTimestamp",
          "deprecatedLastTimestamp", "lastTimestamp",
          "deprecatedCount", "count");

  private Events() {}

  /** An event in the shape that a group serves. */
  static JsonNode in(String apiVersion, JsonNode event) {
    if (event.path("apiVersion").asString("").equals(apiVersion)) {
      return event;
    }
    boolean newer = apiVersion.startsWith(GROUP);
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    event.properties().forEach(it -> result.set(renamed(it.getKey(), newer), it.getValue()));
    return result.put("apiVersion", apiVersion);
  }

  private static String renamed(String field, boolean newer) {
    if (!newer) {
      return OLDER.getOrDefault(field, field);
    }
    for (Map.Entry<String, String> names : OLDER.entrySet()) {
      if (names.getValue().equals(field)) {
        return names.getKey();
      }
    }
    return field;
  }

  /** What a field selector of the older group sees. */
  static String field(JsonNode event, String field) {
    JsonNode value = in("v1", event);
    for (String part : field.split("\\.", -1)) {
      value = value.path(part);
    }
    return value.isObject() ? value.path("component").asString("") : value.asString("");
  }
}
