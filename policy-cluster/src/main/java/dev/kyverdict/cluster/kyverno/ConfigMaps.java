package dev.kyverdict.cluster.kyverno;

import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.actor.Change;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The ConfigMaps that are labelled so that Kyverno watches them instead of asking for them ({@code
 * pkg/engine/context/resolvers}).
 */
final class ConfigMaps {

  private static final String PATH = "/api/v1/configmaps?labelSelector=cache.kyverno.io%2Fenabled";

  private final Map<String, JsonNode> known = new HashMap<>();

  void started(Api api) {
    known.clear();
    Api.items(api.cluster().call(Request.get(api.account(), PATH)), "v1", "ConfigMap")
        .forEach(map -> known.put(key(ObjectRef.to(map)), map));
  }

  void changed(Change change) {
    ObjectRef ref = ObjectRef.to(change.object());
    if (!ref.kind().equals("ConfigMap") || !ref.apiVersion().equals("v1")) {
      return;
    }
    if (change.type() != Change.Type.DELETED
        && change.object().path("metadata").path("labels").has(Labels.CACHE)) {
      known.put(key(ref), change.object());
    } else {
      known.remove(key(ref));
    }
  }

  Optional<JsonNode> find(String namespace, String name) {
    return Optional.ofNullable(known.get(namespace + "/" + name));
  }

  private static String key(ObjectRef ref) {
    return ref.namespace() + "/" + ref.name();
  }

  ConfigMaps copy() {
    ConfigMaps copy = new ConfigMaps();
    copy.known.putAll(known);
    return copy;
  }
}
