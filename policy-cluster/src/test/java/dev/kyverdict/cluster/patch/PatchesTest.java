package dev.kyverdict.cluster.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kyverdict.cluster.types.RefusedException;
import dev.kyverdict.cluster.types.ResourceType;
import dev.kyverdict.cluster.types.TypeRegistry;
import dev.kyverdict.yaml.YamlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class PatchesTest {

  private static final TypeRegistry TYPES = TypeRegistry.withKyverno();
  private static final ResourceType PODS = TYPES.kind("v1", "Pod").orElseThrow();

  static JsonNode yaml(String text) throws Exception {
    return YamlReader.read("test", text).getFirst().tree();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{a: 1}|[{op: replace, path: /b, value: 2}]|{a: 1, b: 2}",
        "{a: [1, 2]}|[{op: add, path: /a/-, value: 3}]|{a: [1, 2, 3]}",
        "{a: [1, 2]}|[{op: add, path: /a/0, value: 3}]|{a: [3, 1, 2]}",
        "{a: [1, 2]}|[{op: remove, path: /a/-1}]|{a: [1]}",
        "{a: {b: 1}}|[{op: move, from: /a/b, path: /c}]|{a: {}, c: 1}",
        "{a~b/c: 1}|[{op: copy, from: /a~0b~1c, path: /d}]|{a~b/c: 1, d: 1}",
        "{a: 1}|[{op: test, path: /b, value: null}]|{a: 1}",
      })
  void a_json_patch_is_applied_as_version_4_does(String object, String patch, String wanted)
      throws Exception {
    assertThat(Patches.json(yaml(object), yaml(patch))).isEqualTo(yaml(wanted));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{op: remove, path: /b}]",
        "[{op: test, path: /a, value: 2}]",
        "[{op: add, path: /b/c, value: 2}]",
        "[{op: ad, path: /b, value: 2}]",
        "[{op: add, path: /l/3, value: 2}]",
      })
  void a_json_patch_that_does_not_apply_is_refused_without_a_reason(String patch) {
    assertThatThrownBy(() -> Patches.json(yaml("{a: 1, l: [1]}"), yaml(patch)))
        .isInstanceOf(RefusedException.class)
        .hasMessage("the server rejected our request due to an error in our request");
  }

  @Test
  void a_merge_patch_takes_away_by_null() throws Exception {
    assertThat(
            Patches.merge(
                yaml("{a: {b: 1, c: 2}, d: [1]}"),
                yaml("{a: {b: null, e: {f: null, g: 1}}, d: [null]}")))
        .isEqualTo(yaml("{a: {c: 2, e: {g: 1}}, d: [null]}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{containers: [{name: b, image: y}, {name: c}]}"
            + "|{containers: [{name: a, image: x}, {name: b, image: y}, {name: c}]}",
        "{containers: [{name: b, $patch: delete}]}|{containers: [{name: a, image: x}]}",
        "{containers: [{$patch: replace}, {name: z}]}|{containers: [{name: z}]}",
        "{$setElementOrder/containers: [{name: b}, {name: a}]}"
            + "|{containers: [{name: b, image: x}, {name: a, image: x}]}",
        "{tolerations: [{key: n}]}"
            + "|{containers: [{name: a, image: x}, {name: b, image: x}], tolerations: [{key: n}]}",
        "{$retainKeys: [nodeName], nodeName: n}|{nodeName: n}",
        "{$patch: replace, nodeName: n}|{nodeName: n}",
        "{containers: null}|{}",
      })
  void a_strategic_merge_patch_knows_the_keys_of_lists(String patch, String wanted)
      throws Exception {
    JsonNode pod = yaml("{spec: {containers: [{name: a, image: x}, {name: b, image: x}]}}");
    assertThat(Patches.strategic(PODS, pod, yaml("{spec: " + patch + "}")))
        .isEqualTo(yaml("{spec: " + wanted + "}"));
  }

  @Test
  void finalizers_are_a_list_of_which_items_can_be_taken() throws Exception {
    assertThat(
            Patches.strategic(
                PODS,
                yaml("{metadata: {finalizers: [a, b]}}"),
                yaml("{metadata: {$deleteFromPrimitiveList/finalizers: [a], finalizers: [c]}}")))
        .isEqualTo(yaml("{metadata: {finalizers: [c, b]}}"));
  }

  @Test
  void a_custom_resource_takes_no_strategic_merge_patch() {
    ResourceType policies = TYPES.kind("kyverno.io/v1", "ClusterPolicy").orElseThrow();
    assertThatThrownBy(() -> Patches.strategic(policies, yaml("{}"), yaml("{}")))
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.code()).isEqualTo(415));
  }
}
