package dev.kyverdict.engine.mutate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.values.EndlessException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;

class JsonPatchTest {

  static Stream<Arguments> facts() {
    return Facts.of("json-patches.txt");
  }

  @ParameterizedTest
  @MethodSource("facts")
  void patches_do_what_kyverno_does(String kind, String spec, String patch, String outcome) {
    assertThat(Facts.outcome(Facts.object(kind, spec), object -> patched(patch, object)))
        .isEqualTo(outcome);
  }

  private static JsonNode patched(String patch, ObjectNode object) {
    JsonPatch.Result result = JsonPatch.parse(patch).applyTo(object);
    assertThat(result.rewritten()).isEqualTo(result.object() != object);
    return result.object();
  }

  @Test
  void whole_numbers_are_int64_after_a_patch_unless_they_are_written_with_a_fraction() {
    ObjectNode object = Facts.object("Widget", "{\"a\":1,\"b\":{\"c\":2}}");
    JsonNode patched =
        patched("[{\"op\":\"add\",\"path\":\"/spec/b/d\",\"value\":1.0}]", object).path("spec");

    assertThat(patched.path("a")).isInstanceOf(LongNode.class);
    assertThat(patched.path("b").path("c")).isInstanceOf(LongNode.class);
    assertThat(patched.path("b").path("d")).isInstanceOf(DoubleNode.class);
    assertThat(object).isEqualTo(Facts.object("Widget", "{\"a\":1,\"b\":{\"c\":2}}"));
  }

  @Test
  void a_patch_can_be_applied_again() {
    JsonPatch patch =
        JsonPatch.parse(
            "[{\"op\":\"add\",\"path\":\"/spec/a\",\"value\":{}},"
                + "{\"op\":\"add\",\"path\":\"/spec/a/b\",\"value\":1}]");
    ObjectNode object = Facts.object("Widget", "{}");

    assertThat(patch.applyTo(object)).isEqualTo(patch.applyTo(object));
  }

  @Test
  void patches_that_grow_without_bounds_are_refused() {
    ObjectNode object = Facts.object("Widget", "{\"a\":{}}");
    String copy = "{\"op\":\"copy\",\"from\":\"/spec/a\",\"path\":\"/spec/a/%d\"},";
    StringBuilder copies = new StringBuilder("[");
    for (int i = 0; i < 40; i++) {
      copies.append(copy.formatted(i));
    }
    String far = "[{\"op\":\"add\",\"path\":\"/spec/b/99999999\",\"value\":1}]";
    String deep = "[{\"op\":\"add\",\"path\":\"/spec" + "/d".repeat(50_000) + "\",\"value\":1}]";

    copies.setCharAt(copies.length() - 1, ']');
    assertThatThrownBy(() -> patched(copies.toString(), object))
        .isInstanceOf(EndlessException.class);
    assertThatThrownBy(() -> patched(far, object)).isInstanceOf(EndlessException.class);
    assertThatThrownBy(() -> patched(deep, object)).isInstanceOf(EvaluationException.class);
  }
}
