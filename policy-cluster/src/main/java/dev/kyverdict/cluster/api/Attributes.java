package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.types.ResourceType;
import dev.kyverdict.model.Match.Operation;
import tools.jackson.databind.JsonNode;

/**
 * What admission is asked about.
 *
 * @param type the resource
 * @param subresource empty for none
 * @param operation what is to be done
 * @param namespace of a Namespace its own name
 * @param name empty when it is still to be made up
 * @param object null node on DELETE
 * @param old null node on CREATE
 * @param options the options of the request
 */
record Attributes(
    ResourceType type,
    String subresource,
    Operation operation,
    String namespace,
    String name,
    JsonNode object,
    JsonNode old,
    JsonNode options) {

  Attributes withObject(JsonNode other) {
    return new Attributes(type, subresource, operation, namespace, name, other, old, options);
  }

  boolean isAbout(String storage) {
    return type.storage().equals(storage) && subresource.isEmpty();
  }

  /** A name for messages, also of what has none yet. */
  String nameForMessages() {
    if (!name.isEmpty()) {
      return name;
    }
    String own = Meta.name(object);
    String base = own.isEmpty() ? Meta.text(object, "generateName") : own;
    return base.isEmpty() ? "Unknown" : base;
  }
}
