package dev.kyverdict.clicases;

import dev.kyverdict.engine.KyvernoConfig;
import dev.kyverdict.engine.substitution.Query;
import dev.kyverdict.jmespath.Surroundings;
import dev.kyverdict.values.GoNumbers;
import dev.kyverdict.yaml.YamlReader;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What {@code globalContextEntries} of a test hold ({@code store/gctx_resolve.go}). */
final class GlobalData {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final CliTest test;
  private final Surroundings surroundings;

  private GlobalData(CliTest test, KyvernoConfig config) {
    this.test = test;
    this.surroundings = Surroundings.of(config.clock(), config.seed());
  }

  /** From the name of an entry to its data. */
  static Map<String, JsonNode> of(CliTest test, KyvernoConfig config) {
    GlobalData data = new GlobalData(test, config);
    Map<String, JsonNode> all = new LinkedHashMap<>();
    for (JsonNode entry : test.tree().path("globalContextEntries")) {
      all.put(entry.path("name").asString(""), data.resolved(entry));
    }
    return all;
  }

  private JsonNode resolved(JsonNode entry) {
    JsonNode root = GoNumbers.floats(root(entry));
    String path = entry.path("fieldPath").asString("");
    if (!path.isEmpty()) {
      root = search(path, root);
    }
    if (entry.path("projections").isEmpty()) {
      return root;
    }
    ObjectNode projected = NODES.objectNode();
    for (JsonNode projection : entry.path("projections")) {
      projected.set(
          projection.path("name").asString(""), search(projection.path("path").asString(""), root));
    }
    return projected;
  }

  private JsonNode search(String path, JsonNode root) {
    return Query.of(path).search(root, surroundings);
  }

  private JsonNode root(JsonNode entry) {
    if (entry.has("resources")) {
      return entry.get("resources");
    }
    if (entry.has("resourceFiles")) {
      ArrayNode objects = NODES.arrayNode();
      for (String path : Expectation.texts(entry.get("resourceFiles"))) {
        YamlReader.read(test.file(path)).forEach(document -> objects.add(document.tree()));
      }
      return objects;
    }
    return entry.has("data") ? entry.get("data") : NODES.nullNode();
  }
}
