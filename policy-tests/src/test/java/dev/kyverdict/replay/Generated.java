package dev.kyverdict.replay;

import dev.kyverdict.cluster.Client;
import dev.kyverdict.twice.Slim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What Kyverno has generated. */
final class Generated {

  private static final String BY_KYVERNO =
      "?labelSelector=app.kubernetes.io%2Fmanaged-by%3Dkyverno";

  /** What policies generate in some story. */
  private static final Map<String, List<String>> KINDS =
      Map.of(
          "v1", List.of("Secret", "ConfigMap"),
          "external-secrets.io/v1", List.of("ExternalSecret"),
          "volsync.backube/v1alpha1", List.of("ReplicationSource", "ReplicationDestination"));

  private Generated() {}

  /** All of it that is there and stays there. */
  static List<JsonNode> in(Client admin) {
    List<JsonNode> objects = new ArrayList<>();
    KINDS.forEach(
        (version, kinds) ->
            kinds.forEach(
                kind ->
                    admin.list(version, kind, "", BY_KYVERNO).stream()
                        .filter(it -> !it.at("/metadata/namespace").asString("").equals("kyverno"))
                        .filter(it -> !it.path("metadata").has("deletionTimestamp"))
                        .forEach(objects::add)));
    return objects;
  }

  /** Where two clusters differ in it. */
  static List<String> differences(List<JsonNode> simulated, List<JsonNode> real) {
    Map<String, JsonNode> expected = byName(simulated);
    Map<String, JsonNode> there = byName(real);
    List<String> differences = new ArrayList<>();
    expected.forEach(
        (name, object) -> {
          if (!there.containsKey(name)) {
            differences.add("the real cluster has no " + name);
          } else {
            differences.addAll(Slim.differences(name, object, there.get(name)));
          }
        });
    there.keySet().stream()
        .filter(it -> !expected.containsKey(it))
        .forEach(it -> differences.add("the real Kyverno generated in addition " + it));
    return differences;
  }

  private static Map<String, JsonNode> byName(List<JsonNode> objects) {
    Map<String, JsonNode> named = new TreeMap<>();
    for (JsonNode object : objects) {
      named.put(
          object.path("kind").asString("")
              + " "
              + object.at("/metadata/namespace").asString("")
              + "/"
              + object.at("/metadata/name").asString(""),
          shape(object));
    }
    return named;
  }

  /** What somebody asked for; what becomes of it is for others to say. */
  static JsonNode shape(JsonNode object) {
    ObjectNode shape = (ObjectNode) Slim.object(object);
    shape.remove("status");
    return shape;
  }
}
