package dev.kyverdict.cluster.types;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The two fields of a claim that name where its data come from: {@code
 * pkg/api/persistentvolumeclaim/util.go}. Either is copied to the other, so that taking away only
 * one of them does nothing.
 */
final class ClaimSources {

  private static final String OLDER = "dataSource";
  private static final String NEWER = "dataSourceRef";

  private ClaimSources() {}

  /**
   * Prepares the spec of a claim.
   *
   * @param spec may be changed
   * @param old that of the claim that is updated; empty on creation
   */
  static void prepare(ObjectNode spec, JsonNode old) {
    if (!text(spec.path(NEWER), "namespace").isEmpty() && !old.has(NEWER)) {
      spec.remove(NEWER);
    }
    if (!old.has(OLDER)
        && !old.has(NEWER)
        && !spec.has(NEWER)
        && !isClaimOrSnapshot(spec.path(OLDER))) {
      spec.remove(OLDER);
    }
    normalize(spec);
  }

  /** Copies either source to the other. */
  static void normalize(ObjectNode spec) {
    if (spec.has(OLDER) && !spec.has(NEWER)) {
      spec.set(NEWER, reference(spec.path(OLDER)));
    } else if (spec.has(NEWER)
        && !spec.has(OLDER)
        && text(spec.path(NEWER), "namespace").isEmpty()) {
      spec.set(OLDER, reference(spec.path(NEWER)));
    }
  }

  private static boolean isClaimOrSnapshot(JsonNode source) {
    String group = text(source, "apiGroup");
    return switch (text(source, "kind")) {
      case "PersistentVolumeClaim" -> group.isEmpty();
      case "VolumeSnapshot" -> group.equals("snapshot.storage.k8s.io");
      default -> false;
    };
  }

  private static ObjectNode reference(JsonNode source) {
    ObjectNode reference = JsonNodeFactory.instance.objectNode();
    if (source.has("apiGroup")) {
      reference.set("apiGroup", source.path("apiGroup"));
    }
    return reference.put("kind", text(source, "kind")).put("name", text(source, "name"));
  }

  private static String text(JsonNode object, String field) {
    return object.path(field).asString("");
  }
}
