package dev.kyverdict.world.volsync;

import dev.kyverdict.world.kube.Trees;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Labels and owners ({@code internal/controller/utils/labels.go} and {@code cleanup.go}). */
final class Marks {

  static final String CREATED_BY = "app.kubernetes.io/created-by";
  static final String CLEANUP = "volsync.backube/cleanup";
  static final String DO_NOT_DELETE = "volsync.backube/do-not-delete";
  static final String IN_USE = "volsync.backube/volpop-pvc-";
  static final String PRIVILEGED = "volsync.backube/privileged-movers";

  private Marks() {}

  static String uid(JsonNode object) {
    return Trees.text(object, "metadata/uid");
  }

  static boolean has(JsonNode object, String label) {
    return Trees.at(object, "metadata/labels").has(label);
  }

  static void label(ObjectNode object, String key, String value) {
    object.withObject("metadata").withObject("labels").put(key, value);
  }

  static void unlabel(ObjectNode object, String key) {
    if (has(object, key)) {
      object.withObject("metadata").withObject("labels").remove(key);
    }
  }

  static void created(ObjectNode object) {
    label(object, CREATED_BY, "volsync");
  }

  static void cleanUp(ObjectNode object, JsonNode owner) {
    label(object, CLEANUP, uid(owner));
  }

  /** Makes an object the controller of another, unless it is. */
  static void own(ObjectNode owned, JsonNode owner) {
    if (!Trees.isOwned(owned, uid(owner))) {
      Trees.own(owned, owner);
    }
  }

  /** Makes an object an owner of another beside its controller. */
  static void share(ObjectNode owned, JsonNode owner) {
    if (!Trees.isOwned(owned, uid(owner))) {
      ObjectNode reference = owned.withObject("metadata").withArray("ownerReferences").addObject();
      reference.put("apiVersion", Trees.text(owner, "apiVersion"));
      reference.put("kind", Trees.text(owner, "kind")).put("name", Trees.name(owner));
      reference.put("uid", uid(owner));
    }
  }

  static void disown(ObjectNode owned, JsonNode owner) {
    ArrayNode others = Trees.object().putArray("others");
    Trees.at(owned, "metadata/ownerReferences")
        .forEach(
            reference -> {
              if (!Trees.text(reference, "uid").equals(uid(owner))) {
                others.add(reference);
              }
            });
    if (others.isEmpty()) {
      owned.withObject("metadata").remove("ownerReferences");
    } else {
      owned.withObject("metadata").set("ownerReferences", others);
    }
  }
}
