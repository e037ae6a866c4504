package dev.kyverdict.engine.mutate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kyverdict.values.EndlessException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;

class StrategicMergeTest {

  static Stream<Arguments> facts() {
    return Facts.of("strategic-merges.txt");
  }

  @ParameterizedTest
  @MethodSource("facts")
  void overlays_do_what_kyverno_does(String kind, String spec, String overlay, String outcome) {
    JsonNode patch = Facts.json("{\"spec\":" + overlay + "}");

    assertThat(
            Facts.outcome(Facts.object(kind, spec), object -> StrategicMerge.apply(patch, object)))
        .isEqualTo(outcome);
  }

  @Test
  void whole_numbers_are_int64_after_a_patch_and_neither_object_nor_overlay_changes() {
    ObjectNode object = Facts.object("Widget", "{\"a\":1,\"b\":1.5}");
    ObjectNode overlay = Facts.json("{\"spec\":{\"+(c)\":{\"d\":null,\"e\":2}}}");
    JsonNode patched = StrategicMerge.apply(overlay, object).path("spec");

    assertThat(patched.path("a")).isInstanceOf(LongNode.class);
    assertThat(patched.path("b")).isInstanceOf(DoubleNode.class);
    assertThat(patched.path("c").path("e")).isInstanceOf(LongNode.class);
    assertThat(object).isEqualTo(Facts.object("Widget", "{\"a\":1,\"b\":1.5}"));
    assertThat(overlay).isEqualTo(Facts.json("{\"spec\":{\"+(c)\":{\"d\":null,\"e\":2}}}"));
  }

  @Test
  void finalizers_are_united_on_built_in_kinds_alone() {
    ObjectNode overlay = Facts.json("{\"metadata\":{\"finalizers\":[\"b\",\"a\"]}}");

    assertThat(finalizers("Pod", overlay)).isEqualTo("[\"b\",\"a\",\"c\"]");
    assertThat(finalizers("Widget", overlay)).isEqualTo("[\"b\",\"a\"]");
  }

  private static String finalizers(String kind, ObjectNode overlay) {
    ObjectNode object = Facts.object(kind, "{}");
    ((ObjectNode) object.path("metadata"))
        .set("finalizers", Facts.json("{\"f\":[\"a\",\"c\"]}").path("f"));
    return StrategicMerge.apply(overlay, object).path("metadata").path("finalizers").toString();
  }

  @Test
  void the_object_itself_cannot_be_deleted() {
    ObjectNode overlay = Facts.json("{\"$patch\":\"delete\"}");

    assertThat(
            Facts.outcome(
                Facts.object("Pod", "{}"), object -> StrategicMerge.apply(overlay, object)))
        .isEqualTo("error: filter cannot create or delete objects");
  }

  @Test
  void long_lists_are_merged_at_once_or_refused() {
    ObjectNode named = Facts.object("Pod", "{\"containers\":" + list(20_000, "name") + "}");
    ObjectNode nameless = Facts.object("Service", "{\"ports\":" + list(20_000, "port") + "}");
    ObjectNode overlay = Facts.json("{\"spec\":{\"containers\":[{\"name\":\"n7\",\"tty\":true}]}}");

    JsonNode merged = StrategicMerge.apply(overlay, named).path("spec").path("containers");
    assertThat(merged).hasSize(20_000);
    assertThat(merged.path(0)).isEqualTo(Facts.json("{\"name\":\"n7\",\"tty\":true}"));
    assertThatThrownBy(() -> StrategicMerge.apply(overlay, nameless))
        .isInstanceOf(EndlessException.class);
  }

  private static String list(int size, String key) {
    return IntStream.range(0, size)
        .mapToObj(i -> "{\"" + key + "\":\"n" + i + "\"}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  @Test
  void trees_that_are_nested_too_deeply_are_refused() {
    ObjectNode tree = Facts.json("{}");
    for (int i = 0; i < 20_000; i++) {
      ObjectNode above = Facts.json("{}");
      above.set("a", tree);
      tree = above;
    }
    ObjectNode object = tree;

    assertThat(Facts.outcome(object, deep -> StrategicMerge.apply(Facts.json("{\"a\":1}"), deep)))
        .isEqualTo("error: exceeded max depth");
  }
}
