package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.types.CustomType;
import dev.kyverdict.cluster.types.ResourceType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The life of CustomResourceDefinitions, as the controllers inside the API server lead it ({@code
 * apiextensions-apiserver/pkg/controller}).
 */
final class CustomResources {

  static final String DEFINITIONS = "apiextensions.k8s.io/customresourcedefinitions";

  private static final String CLEANUP = "customresourcecleanup.apiextensions.k8s.io";

  private CustomResources() {}

  static boolean isDefinition(ResourceType type) {
    return type.storage().equals(DEFINITIONS);
  }

  /** The status of a definition whose names were accepted. */
  static ObjectNode established(JsonNode definition, String time) {
    ObjectNode copy = Meta.copy(definition);
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    ArrayNode conditions = status.putArray("conditions");
    condition(conditions, "NamesAccepted", "NoConflicts", "no conflicts found", time);
    condition(
        conditions,
        "Established",
        "InitialNamesAccepted",
        "the initial names have been accepted",
        time);
    status.set("acceptedNames", definition.path("spec").path("names"));
    ArrayNode stored = status.putArray("storedVersions");
    for (JsonNode version : definition.path("spec").path("versions")) {
      if (version.path("storage").asBoolean(false)) {
        stored.add(version.path("name").asString(""));
      }
    }
    copy.set("status", status);
    return copy;
  }

  private static void condition(
      ArrayNode conditions, String type, String reason, String message, String time) {
    ObjectNode condition = conditions.addObject();
    condition.put("type", type).put("status", "True").put("lastTransitionTime", time);
    condition.put("reason", reason).put("message", message);
  }

  static boolean isEstablished(JsonNode definition) {
    for (JsonNode condition : definition.path("status").path("conditions")) {
      if (condition.path("type").asString("").equals("Established")) {
        return condition.path("status").asString("").equals("True");
      }
    }
    return false;
  }

  /** A definition that is to go. */
  static ObjectNode ending(JsonNode definition, String time) {
    ObjectNode copy = Meta.copy(definition);
    Meta.of(copy).put("deletionTimestamp", time);
    List<String> finalizers = new ArrayList<>(Meta.finalizers(definition));
    if (!finalizers.contains(CLEANUP)) {
      finalizers.add(CLEANUP);
    }
    Meta.setFinalizers(Meta.of(copy), finalizers);
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    definition.path("status").properties().forEach(it -> status.set(it.getKey(), it.getValue()));
    ArrayNode conditions = JsonNodeFactory.instance.arrayNode();
    definition.path("status").path("conditions").forEach(conditions::add);
    condition(
        conditions,
        "Terminating",
        "InstanceDeletionPending",
        "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon",
        time);
    status.set("conditions", conditions);
    copy.set("status", status);
    return copy;
  }

  /** Lets all objects of a definition go that nothing holds, and then the definition itself. */
  static void clean(World world, JsonNode definition) {
    String storage =
        definition.path("spec").path("group").asString("")
            + "/"
            + definition.path("spec").path("names").path("plural").asString("");
    Optional<ResourceType> type =
        world.types().types().stream().filter(it -> it.storage().equals(storage)).findFirst();
    if (type.isEmpty()) {
      release(world, definition);
      return;
    }
    for (JsonNode object : new ArrayList<>(world.store().list(storage, ""))) {
      if (Meta.finalizers(object).isEmpty()) {
        world.remove(type.get(), object, object);
      } else if (!Meta.isGoing(object)) {
        ObjectNode copy = Meta.copy(object);
        Meta.of(copy).put("deletionTimestamp", Meta.time(world.now()));
        Meta.of(copy).put("deletionGracePeriodSeconds", 0L);
        world.replace(type.get(), object, copy);
      }
    }
    afterRemoval(world, type.get());
  }

  /** When the last object of a definition that is to go has gone. */
  static void afterRemoval(World world, ResourceType type) {
    Optional<JsonNode> definition =
        type.custom()
            .map(CustomType::name)
            .flatMap(name -> world.store().get(DEFINITIONS, "", name))
            .filter(Meta::isGoing);
    if (definition.isPresent() && world.store().list(type.storage(), "").isEmpty()) {
      release(world, definition.get());
    }
  }

  private static void release(World world, JsonNode definition) {
    ResourceType type =
        world
            .types()
            .resource("apiextensions.k8s.io", "v1", "customresourcedefinitions")
            .orElseThrow();
    List<String> finalizers = new ArrayList<>(Meta.finalizers(definition));
    if (!new HashSet<>(finalizers).contains(CLEANUP)) {
      return;
    }
    finalizers.remove(CLEANUP);
    ObjectNode copy = Meta.copy(definition);
    Meta.setFinalizers(Meta.of(copy), finalizers);
    if (finalizers.isEmpty()) {
      world.remove(type, definition, copy);
    } else {
      world.replace(type, definition, copy);
    }
  }
}
