package dev.kyverdict.jmespath;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class VariablesTest {

  @Test
  void finds_the_variables_that_kyvernos_pattern_finds() {
    List<JsonNode> rows = Recordings.table("variables");
    List<String> differences = new ArrayList<>();
    for (JsonNode row : rows) {
      String text = row.get("text").asString();
      String ours = texts(Variables.firstPass(text)) + texts(Variables.all(text));
      if (!ours.equals(recorded(row.get("first")) + recorded(row.get("all")))) {
        differences.add(row + "\n    ours: " + ours);
      }
    }
    System.out.printf(
        "texts with variables: %d of %d%n", rows.size() - differences.size(), rows.size());
    assertThat(rows).hasSizeGreaterThan(1_000);
    assertThat(differences).isEmpty();
  }

  @Test
  void says_where_a_variable_stands() {
    String text = "a: {{ b.{{- c }} }}{{d}}";

    List<Variables.Variable> variables = Variables.all(text);

    assertThat(variables)
        .extracting(variable -> text.substring(variable.start(), variable.end()))
        .containsExactly("{{- c }}", "{{d}}", "{{ b.{{- c }} }}");
    assertThat(variables).extracting(Variables.Variable::text).containsExactly("c", "d", "b.null");
    assertThat(variables)
        .extracting(Variables.Variable::shallow)
        .containsExactly(true, false, false);
  }

  @Test
  void knows_a_text_that_is_nothing_but_a_variable() {
    assertThat(Variables.all("{{ a }}")).allMatch(variable -> variable.isWhole("{{ a }}"));
    assertThat(Variables.all("{{ a }} ")).noneMatch(variable -> variable.isWhole("{{ a }} "));
  }

  @Test
  void shows_the_bytes_that_kyverno_cuts_off_a_character_before_the_braces() {
    Variables.Variable variable = Variables.firstPass("日{{ x }}").getFirst();

    assertThat(variable.text()).isEqualTo("\uFFFD\uFFFD x");
    assertThat(variable.start()).isEqualTo(1);
  }

  @Test
  void finds_variables_in_a_long_text_without_a_stack_overflow() {
    String text = "{{ a }}".repeat(20_000) + "{{" + "{b} ".repeat(200_000) + "}}";

    assertThat(Variables.firstPass(text)).hasSize(10_001);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '¦',
      textBlock =
          """
          request.object.metadata.name        → [request]
          a.b[?c == d].e || x.y               → [a, x]
          to_string(a) == b && !c             → [a, b, c]
          {k: a, l: [b]}                      → [a, b]
          @.a | @.b                           → [a]
          @ | a.b                             → [a]
          (a || @).b                          → [a, b]
          sort_by(items, &name)[0].x          → [items]
          items[*].{n: name}                  → [items]
          a | b | c                           → [a]
          "a-b".c                             → [a-b]
          'a'                                 → []
          a == a                              → [a]
          """)
  void lists_the_names_that_an_expression_reads_from_the_context(String expression, String names) {
    assertThat(Variables.roots(JmesPathParser.parse(expression))).hasToString(names);
  }

  private static String texts(List<Variables.Variable> variables) {
    return variables.stream().map(v -> (v.shallow() ? "-" : "+") + v.text()).toList().toString();
  }

  private static String recorded(JsonNode rows) {
    return rows.valueStream()
        .map(v -> (v.get("shallow").asBoolean() ? "-" : "+") + v.get("text").asString())
        .toList()
        .toString();
  }
}
