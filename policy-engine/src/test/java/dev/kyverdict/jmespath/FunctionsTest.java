package dev.kyverdict.jmespath;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FunctionsTest {

  private static final Map<String, Functions.Type> KYVERNO_TYPES =
      Map.of(
          "any", Functions.Type.ANY,
          "array", Functions.Type.ARRAY,
          "array[number]", Functions.Type.NUMBERS,
          "array[string]", Functions.Type.STRINGS,
          "bool", Functions.Type.BOOLEAN,
          "expref", Functions.Type.EXPRESSION,
          "number", Functions.Type.NUMBER,
          "object", Functions.Type.OBJECT,
          "string", Functions.Type.STRING);

  @Test
  void lists_the_functions_that_kyverno_registers_with_their_parameters_and_results() {
    List<JsonNode> rows = Recordings.table("functions");

    List<String> differences = new ArrayList<>();
    for (JsonNode row : rows) {
      String name = row.get("name").asString();
      Functions.Signature ours = Functions.named(name).orElseThrow();
      List<Set<Functions.Type>> parameters =
          row.get("parameters").valueStream().map(FunctionsTest::types).toList();
      boolean same =
          ours.parameters().equals(parameters)
              && ours.open() == row.get("open").asBoolean()
              && (!row.has("result") || ours.result().equals(types(row.get("result"))));
      if (!same) {
        differences.add(row + " ours: " + ours);
      }
    }
    System.out.printf(
        "functions of the table: %d of %d%n", rows.size() - differences.size(), rows.size());

    assertThat(differences).isEmpty();
    assertThat(Functions.all())
        .extracting(Functions.Signature::name)
        .containsExactlyElementsOf(rows.stream().map(row -> row.get("name").asString()).toList());
  }

  @Test
  void counts_arguments_as_kyverno_does() {
    assertThat(Functions.named("trim")).get().matches(trim -> trim.takes(2) && !trim.takes(1));
    assertThat(Functions.named("merge")).get().matches(merge -> merge.takes(9) && !merge.takes(0));
    assertThat(Functions.named("time_now")).get().matches(now -> now.takes(0) && now.takes(3));
    assertThat(Functions.named("Trim")).isEmpty();
  }

  @Test
  void shows_a_signature_as_documentation_does() {
    assertThat(Functions.named("lookup").orElseThrow())
        .hasToString("lookup(array|object, number|string)");
    assertThat(Functions.named("not_null").orElseThrow()).hasToString("not_null(any...)");
  }

  private static Set<Functions.Type> types(JsonNode names) {
    return names.valueStream().map(name -> KYVERNO_TYPES.get(name.asString())).collect(toSet());
  }
}
