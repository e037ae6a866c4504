package dev.kyverdict.world;

import dev.kyverdict.world.kube.Trees;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a run of the pre-warm came to.
 *
 * @param exit the exit status
 * @param lines what it printed
 * @param objects what it may have made or changed, by kind, namespace and name
 */
public record PrewarmOutcome(int exit, List<JsonNode> lines, Map<String, JsonNode> objects) {

  private static final Set<String> KINDS =
      Set.of("ReplicationDestination", "ExternalSecret", "ConfigMap");

  static PrewarmOutcome of(int exit, List<JsonNode> lines, List<JsonNode> objects) {
    Map<String, JsonNode> kept = new TreeMap<>();
    for (JsonNode object : objects) {
      String kind = Trees.text(object, "kind");
      if (KINDS.contains(kind)) {
        kept.put(kind + " " + Trees.key(object), essence(object));
      }
    }
    return new PrewarmOutcome(exit, lines, kept);
  }

  /** What whoever makes an object says of it. */
  private static JsonNode essence(JsonNode object) {
    ObjectNode essence = Trees.object();
    for (String field : List.of("spec", "data", "metadata/labels", "metadata/annotations")) {
      JsonNode value = Trees.at(object, field);
      if (!value.isMissingNode() && !value.isEmpty()) {
        essence.set(field, value);
      }
    }
    // whole numbers may be of one Java type or of another
    return JsonMapper.shared().readTree(essence.toString());
  }
}
