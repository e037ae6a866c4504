package dev.kyverdict.cluster.kyverno.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * What becomes of a generated object: the whole matrix of {@code synchronize}, as the live cluster
 * has it. Kyverno's documentation says that clones survive their policy; they do not.
 */
final class SynchronizeTest {

  private static final String SOURCES =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: store}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: made, namespace: store, labels: {cloned: "yes"}}
      data: {value: old}
      """;

  private static final String TRIGGER =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: team, labels: {wants: "yes"}}
      """;

  private static final Map<String, String> WAYS =
      Map.of(
          "data",
          "apiVersion: v1, kind: ConfigMap, name: made, namespace: team, data: {data: {value:"
              + " old}}",
          "clone",
          "apiVersion: v1, kind: ConfigMap, name: made, namespace: team,"
              + " clone: {name: made, namespace: store}",
          "cloneList",
          "namespace: team, cloneList: {namespace: store, kinds: [v1/ConfigMap],"
              + " selector: {matchLabels: {cloned: \"yes\"}}}",
          "foreach",
          "foreach: [{list: \"['made']\", apiVersion: v1, kind: ConfigMap, name: \"{{element}}\","
              + " namespace: team, data: {data: {value: old}}}]");

  private static final Map<String, Scene> SCENES = new HashMap<>();

  @ParameterizedTest(name = "{0}, synchronize {1}: {2} -> {3}")
  @CsvSource({
    "data,      true,  downstream deleted,      old",
    "data,      true,  downstream modified,     old",
    "data,      true,  trigger deleted,         gone",
    "data,      true,  trigger does not match,  gone",
    "data,      true,  rule changed,            new",
    "data,      true,  policy deleted,          gone",
    "data,      true,  rule deleted,            gone",
    "data,      false, downstream deleted,      gone",
    "data,      false, downstream modified,     drift",
    "data,      false, trigger does not match,  old",
    "data,      false, rule changed,            old",
    "data,      false, policy deleted,          old",
    "data,      false, rule deleted,            old",
    "clone,     true,  downstream deleted,      old",
    "clone,     true,  downstream modified,     old",
    "clone,     true,  trigger does not match,  gone",
    "clone,     true,  source modified,         new",
    "clone,     true,  source deleted,          gone",
    "clone,     true,  policy deleted,          gone",
    "clone,     true,  rule deleted,            gone",
    "clone,     false, downstream deleted,      gone",
    "clone,     false, downstream modified,     drift",
    "clone,     false, source modified,         old",
    "clone,     false, source deleted,          old",
    "clone,     false, policy deleted,          old",
    "cloneList, true,  downstream deleted,      old",
    "cloneList, true,  downstream modified,     old",
    "cloneList, true,  trigger does not match,  gone",
    "cloneList, true,  source modified,         new",
    "cloneList, true,  source deleted,          gone",
    "cloneList, true,  policy deleted,          gone",
    "cloneList, false, downstream deleted,      gone",
    "cloneList, false, source modified,         old",
    "cloneList, false, source deleted,          old",
    "cloneList, false, policy deleted,          old",
    "foreach,   true,  downstream deleted,      old",
    "foreach,   true,  downstream modified,     old",
    "foreach,   true,  trigger does not match,  gone",
    "foreach,   true,  rule changed,            new",
    "foreach,   true,  policy deleted,          gone",
    "foreach,   false, downstream deleted,      gone",
    "foreach,   false, downstream modified,     drift",
    "foreach,   false, rule changed,            old"
  })
  void what_becomes_of_a_generated_object(
      String way, boolean synchronize, String event, String expected) {
    Scene scene = SCENES.computeIfAbsent(way + synchronize, key -> made(way, synchronize)).copy();
    event(way, synchronize, event).accept(scene);
    scene.settle();
    String value =
        scene
            .find("v1", "ConfigMap", "team", "made")
            .map(object -> object.path("data").path("value").asString(""))
            .orElse("gone");
    assertThat(value).isEqualTo(expected);
  }

  private static String source(String way) {
    return Objects.requireNonNull(WAYS.get(way), way);
  }

  private static Scene made(String way, boolean synchronize) {
    Scene scene =
        Scene.withRights()
            .create(SOURCES)
            .create(policy(source(way), synchronize, "made"))
            .create(TRIGGER);
    assertThat(scene.find("v1", "ConfigMap", "team", "made"))
        .hasValueSatisfying(
            object -> assertThat(object.at("/data/value").asString("")).isEqualTo("old"));
    return scene;
  }

  private static Consumer<Scene> event(String way, boolean synchronize, String event) {
    return switch (event) {
      case "downstream deleted" -> scene -> scene.delete("v1", "ConfigMap", "team", "made");
      case "downstream modified" ->
          scene -> scene.merge("v1", "ConfigMap", "team", "made", "data: {value: drift}");
      case "trigger deleted" -> scene -> scene.client.delete("v1", "Namespace", "", "team");
      case "trigger does not match" ->
          scene ->
              scene.merge("v1", "Namespace", "", "team", "metadata: {labels: {wants: \"no\"}}");
      case "rule changed" ->
          scene ->
              scene.update(
                  changed(scene, policy(source(way).replace("old", "new"), synchronize, "made")));
      case "rule deleted" ->
          scene ->
              scene.update(
                  changed(
                      scene,
                      policy(source("data").replace("name: made", "name: x"), false, "other")));
      case "policy deleted" -> scene -> scene.delete("kyverno.io/v1", "ClusterPolicy", "", "sync");
      case "source modified" ->
          scene -> scene.merge("v1", "ConfigMap", "store", "made", "data: {value: new}");
      case "source deleted" -> scene -> scene.delete("v1", "ConfigMap", "store", "made");
      default -> throw new IllegalArgumentException(event);
    };
  }

  private static JsonNode changed(Scene scene, String policy) {
    var there = scene.get("kyverno.io/v1", "ClusterPolicy", "", "sync");
    there.set("spec", Scene.trees(policy).getFirst().get("spec"));
    return there;
  }

  private static String policy(String way, boolean synchronize, String rule) {
    return """
    apiVersion: kyverno.io/v1
    kind: ClusterPolicy
    metadata: {name: sync}
    spec:
      rules:
      - name: %s
        match:
          any:
          - resources: {kinds: [Namespace], selector: {matchLabels: {wants: "yes"}}}
        generate: {synchronize: %s, %s}
    """
        .formatted(rule, synchronize, way);
  }
}
