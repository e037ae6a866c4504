package dev.kyverdict.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.model.Mutate.JsonPatch;
import dev.kyverdict.model.Mutate.Patch;
import dev.kyverdict.model.Mutate.StrategicMerge;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class WriteTest {

  @Test
  void a_merge_writes_its_leaves() {
    assertThat(merge("{\"spec\": {\"replicas\": 2, \"+(paused)\": true, \"selector\": null}}"))
        .containsExactly("SET spec.replicas", "ADD spec.paused", "REMOVE spec.selector");
  }

  @Test
  void conditions_write_nothing_but_what_they_add() {
    assertThat(
            merge(
                "{\"spec\": {\"(type)\": \"x\", \"<(a)\": {}, \"(b)\": {\"+(c)\": 1, \"d\": 2}}}"))
        .containsExactly("ADD spec.b.c");
  }

  @Test
  void the_name_of_an_element_only_says_which_one_is_meant() {
    assertThat(
            merge(
                "{\"containers\": [{\"name\": \"a\", \"image\": \"x\"}],"
                    + " \"secrets\": [{\"name\": \"b\"}]}"))
        .containsExactly("SET containers[].image", "SET secrets[].name");
  }

  @Test
  void a_directive_removes() {
    assertThat(merge("{\"metadata\": {\"labels\": {\"$patch\": \"delete\"}}}"))
        .containsExactly("REMOVE metadata.labels");
  }

  @Test
  void operations_write_what_they_name() {
    String text =
        """
        - {op: add, path: /spec/dataSourceRef, value: {kind: X, name: "{{ name }}"}}
        - {op: remove, path: /spec/list/0}
        - {op: move, from: /a, path: /b~1c}
        - {op: test, path: /spec, value: {{ unquoted }} }
        """;

    assertThat(writes(new JsonPatch(text.replace("value: {{ unquoted }}", "value: 1"))))
        .containsExactly(
            "SET spec.dataSourceRef.kind",
            "SET spec.dataSourceRef.name",
            "REMOVE spec.list[]",
            "REMOVE a",
            "SET b/c");
  }

  @Test
  void a_patch_that_does_not_say_writes_nothing() {
    assertThat(writes(new JsonPatch("{{ operations }}"))).isEmpty();
    assertThat(writes(new JsonPatch("- [unclosed"))).isEmpty();
  }

  private static List<String> merge(String json) {
    return writes(new StrategicMerge(JsonMapper.shared().readTree(json)));
  }

  private static List<String> writes(Patch patch) {
    return Write.of(new Placed<>(patch, "", Use.PATCH, Scope.EMPTY)).stream()
        .map(write -> write.how() + " " + write.readable())
        .toList();
  }
}
