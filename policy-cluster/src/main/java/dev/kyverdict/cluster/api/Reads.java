package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.types.ResourceType;
import dev.kyverdict.cluster.types.Rules;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** GET of one object and of lists. */
final class Reads {

  private final World world;

  Reads(World world) {
    this.world = world;
  }

  Reply get(Call call, ResourceType type) {
    return call.answer(200, served(type, find(call, type)));
  }

  JsonNode find(Call call, ResourceType type) {
    return world
        .store()
        .get(type.storage(), call.namespace(type), call.path().name())
        .orElseThrow(() -> call.notFound(type));
  }

  Reply list(Call call, ResourceType type) {
    Predicate<JsonNode> wanted = Selectors.of(call, type);
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    for (JsonNode object : world.store().list(type.storage(), call.namespace(type))) {
      if (wanted.test(object)) {
        items.add(item(type, object));
      }
    }
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.put("kind", type.listKind()).put("apiVersion", type.apiVersion());
    list.putObject("metadata").put("resourceVersion", Long.toString(world.store().revision()));
    list.set("items", items);
    return call.answer(200, list);
  }

  /** Items of built-in lists do not say what they are: their Go types know it. */
  private static JsonNode item(ResourceType type, JsonNode object) {
    JsonNode served = served(type, object);
    if (type.custom().isPresent()) {
      return served;
    }
    ObjectNode bare = JsonNodeFactory.instance.objectNode();
    served.properties().forEach(it -> bare.set(it.getKey(), it.getValue()));
    bare.remove("kind");
    bare.remove("apiVersion");
    return bare;
  }

  /** A kept object in the version that is asked for. */
  static JsonNode served(ResourceType type, JsonNode object) {
    if (type.storage().equals("/events")) {
      return Events.in(type.apiVersion(), object);
    }
    if (object.path("apiVersion").asString("").equals(type.apiVersion())) {
      return object;
    }
    ObjectNode copy = Meta.copy(object);
    copy.put("apiVersion", type.apiVersion());
    return Rules.stored(type, copy);
  }
}
