package dev.kyverdict.clicases;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which context entries Kyverno's command loads; it leaves the others out without a word ({@code
 * store/contextloader.go}, {@code pkg/engine/factories/contextloaderfactory.go}).
 *
 * @param configMaps whether there is a cluster with ConfigMaps
 * @param apiCalls whether there is anybody to answer calls
 * @param globals whether there are entries of the global context
 */
record Entries(boolean configMaps, boolean apiCalls, boolean globals) {

  Entries withoutConfigMaps() {
    return new Entries(false, apiCalls, globals);
  }

  /** The policy with the entries that are loaded. */
  ObjectNode loaded(ObjectNode policy) {
    ObjectNode copy = policy.deepCopy();
    for (JsonNode rule : copy.path("spec").path("rules")) {
      prune(rule);
      for (String action : new String[] {"mutate", "validate", "generate"}) {
        rule.path(action).path("foreach").forEach(this::pruneLoop);
      }
    }
    return copy;
  }

  private void pruneLoop(JsonNode loop) {
    prune(loop);
    loop.path("foreach").forEach(this::pruneLoop);
  }

  private void prune(JsonNode holder) {
    if (holder instanceof ObjectNode object && object.get("context") instanceof ArrayNode all) {
      ArrayNode kept = JsonNodeFactory.instance.arrayNode();
      all.values().stream().filter(this::isLoaded).forEach(kept::add);
      if (kept.isEmpty()) {
        object.remove("context");
      } else {
        object.set("context", kept);
      }
    }
  }

  private boolean isLoaded(JsonNode entry) {
    return (configMaps || !entry.has("configMap"))
        && (apiCalls || !entry.has("apiCall"))
        && (globals || !entry.has("globalReference"))
        && !entry.has("imageRegistry");
  }
}
