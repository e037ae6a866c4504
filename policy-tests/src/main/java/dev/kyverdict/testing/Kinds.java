package dev.kyverdict.testing;

import dev.kyverdict.dsl.ResourceType;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The versions of the kinds that a scenario is about, so that tests may leave them out. */
final class Kinds {

  private final Map<String, String> versions = new HashMap<>();

  Kinds() {
    for (ResourceType type :
        new ResourceType[] {
          ResourceType.PERSISTENT_VOLUME_CLAIM,
          ResourceType.CONFIG_MAP,
          ResourceType.SECRET,
          ResourceType.NAMESPACE,
          ResourceType.POD,
          ResourceType.REPLICATION_SOURCE,
          ResourceType.REPLICATION_DESTINATION,
          ResourceType.EXTERNAL_SECRET
        }) {
      versions.put(type.kind(), type.apiVersion());
    }
    versions.put("Deployment", "apps/v1");
    versions.put("StatefulSet", "apps/v1");
    versions.put("NetworkPolicy", "networking.k8s.io/v1");
    versions.put("ClusterPolicy", "kyverno.io/v1");
  }

  void learn(JsonNode object) {
    String kind = object.path("kind").asString("");
    String apiVersion = object.path("apiVersion").asString("");
    if (kind.isEmpty() || apiVersion.isEmpty()) {
      throw new IllegalArgumentException(
          "object '" + Trees.name(object) + "': apiVersion and kind must be there; add them");
    }
    versions.put(kind, apiVersion);
  }

  /**
   * The version of a kind.
   *
   * @param kind {@code Kind} or {@code group/version/Kind}
   */
  String apiVersion(String kind) {
    int slash = kind.lastIndexOf('/');
    if (slash >= 0) {
      return kind.substring(0, slash);
    }
    String known = versions.get(kind);
    if (known == null) {
      throw new IllegalArgumentException(
          "kind '" + kind + "': its version is not known; write it as group/version/" + kind);
    }
    return known;
  }

  static String bare(String kind) {
    return kind.substring(kind.lastIndexOf('/') + 1);
  }
}
