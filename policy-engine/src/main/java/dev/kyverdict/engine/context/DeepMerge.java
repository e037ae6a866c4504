package dev.kyverdict.engine.context;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Merges values of one name: {@code mergeMaps} in {@code pkg/engine/context/context.go}. */
final class DeepMerge {

  private DeepMerge() {}

  /** Objects are merged member by member, anything else takes the place of what is there. */
  static JsonNode of(JsonNode present, JsonNode data) {
    if (!(present instanceof ObjectNode object) || !data.isObject() || present.isEmpty()) {
      return data;
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    copy.setAll(object);
    data.properties().forEach(m -> copy.set(m.getKey(), of(copy.path(m.getKey()), m.getValue())));
    return copy;
  }
}
