package dev.kyverdict.engine.substitution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.jmespath.Surroundings;
import dev.kyverdict.values.EndlessException;
import dev.kyverdict.values.GoNumbers;
import dev.kyverdict.values.GoPanicException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Facts of Kyverno 1.19.1, asked of its own packages. */
class TemplateTest {

  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final Surroundings SURROUNDINGS =
      Surroundings.of(InstantSource.fixed(Instant.EPOCH), 0);
  private static final String DATA =
      """
      {"s": "str", "n": 3, "tiny": 1e-7, "nul": null, "l": ["a", 1, null], "key": "k",
       "m": {"k": "v", "h": "<&>"}, "var": "{{ s }}", "esc": "\\\\{{ s }}", "open": "{{ s",
       "self": "{{ self }}", "twice": "{{ twice }}{{ twice }}", "tree": {"k": "{{ tree }}"},
       "deep": {"k": ["{{ n }}"]},
       "request": {"operation": "CREATE", "oldObject": {"spec": {"y": "old"}},
        "object": {"metadata": {"labels": {"a/b": "x"}}, "spec": {"l": [{"name": "n0"}]}}}}
      """;

  private final Set<String> unordered = new HashSet<>();
  private boolean deleting;

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{{ n }} | 3.0",
        "~ {{ n }}~ | ~\" 3\"~",
        "{{ l }} | [\"a\",1.0,null]",
        "x={{ l }} | \"x=[\\\"a\\\",1,null]\"",
        "x={{ m }} | \"x={\\\"h\\\":\\\"\\\\u003c\\\\u0026\\\\u003e\\\",\\\"k\\\":\\\"v\\\"}\"",
        "{{ nul }} | null",
        "x={{ nul }} | \"x=null\"",
        "x={{- nul }} | \"x=null\"",
        "x={{ tiny }} | \"x=1e-07\"",
        "{{ m.{{ key }} }} | \"v\"",
        "{{ {{ 'l' }}[1] }} | 1.0",
        "{{ '{{ s }}' == 'str' }} | true",
        "{{ s }}{{ n }}{{ s }} | \"str3str\"",
        "{{ var }} | \"{{ s }}\"",
        "x{{ var }} | \"xstr\"",
        "x{{- var }} | \"x{{ s }}\"",
        "x{{ esc }} | \"x{{ s }}\"",
        "{{ open }} }} | \"str\"",
        "\\{{ s }} | \"{{ s }}\"",
        "\\{{ s }}{{ n }} | \"{{ s }}3\"",
        "{{ deep }} | {\"k\":[3.0]}",
        "{{ `{\"a\":{\"b\":1}}` }} | \"{{ `{\\\"a\\\":{\\\"b\\\":1}}` }}\"",
        "{ { s } } | \"{ { s } }\"",
      })
  void a_text_becomes(String text, String result) {
    assertThat(substituted(MAPPER.getNodeFactory().stringNode(text)))
        .isEqualTo(GoNumbers.floats(MAPPER.readTree(result)));
  }

  @ParameterizedTest(name = "{0} is an error")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"a\": \"{{ zz }}\"} | failed to resolve zz at path /a: JMESPath query failed:"
            + " Unknown key \"zz\" in path",
        "{\"a\": [\"{{ }}\"]} | failed to resolve  at path /a/0: invalid query (nil)",
        "{\"a/b\": \"{{ zz }}\"} | failed to resolve zz at path /a\\/b: JMESPath query failed:"
            + " Unknown key \"zz\" in path",
        "{\"{{ n }}\": 1} | expected string after substituting variables in key \"{{ n }}\"",
        "{\"b\": \"$(POD_IP)\"} | got nil resolved variable $(POD_IP) at path /b: <nil>",
        "{\"a\": 5, \"b\": \"$(/a)\"} | NotResolvedReferenceErr,reference $(/a) not resolved at"
            + " path /b",
        "{\"mutate\": {\"patchStrategicMerge\": {\"spec\": {\"y\": \"{{ @ }}\"}}}} |"
            + " failed to resolve request.object.spec.y at path"
            + " /mutate/patchStrategicMerge/spec/y: JMESPath query failed: Unknown key \"y\" in"
            + " path",
      })
  void a_tree_is_an_error(String tree, String error) {
    assertThatThrownBy(() -> substituted(tree))
        .isInstanceOf(EvaluationException.class)
        .hasMessage(error);
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"a\": \"v\", \"b\": \"$(/a)\"} | {\"a\": \"v\", \"b\": \"v\"}",
        "{\"a\": \"v\", \"b\": \"x$(../a)\"} | {\"a\": \"v\", \"b\": \"xv\"}",
        "{\"+(a)\": \"v\", \"b\": \"$(/a)\"} | {\"+(a)\": \"v\", \"b\": \"v\"}",
        "{\"a\": 5, \"b\": \"$(>=/a)\"} | {\"a\": 5, \"b\": \">=5.000000\"}",
        "{\"a\": \"\\\\$(X)\"} | {\"a\": \"$(X)\"}",
        "{\"{{ s }}\": \"{{ n }}\"} | {\"str\": 3}",
        "{\"{{ nul }}\": 1} | {\"{{ nul }}\": 1}",
        "{\"mutate\": {\"p\": {\"metadata\": {\"labels\": {\"a/b\": \"{{ @ }}\"}}}}} |"
            + " {\"mutate\": {\"p\": {\"metadata\": {\"labels\": {\"a/b\": \"x\"}}}}}",
        "{\"mutate\": {\"p\": {\"spec\": {\"l\": [{\"name\": \"{{ @ }}!\"}]}}}} |"
            + " {\"mutate\": {\"p\": {\"spec\": {\"l\": [{\"name\": \"n0!\"}]}}}}",
      })
  void a_tree_becomes(String tree, String result) {
    assertThat(substituted(tree)).isEqualTo(GoNumbers.floats(MAPPER.readTree(result)));
  }

  @Test
  void a_character_outside_of_ascii_before_the_braces_spoils_the_query() {
    assertThatThrownBy(() -> substituted("\"日{{ s }}\""))
        .isInstanceOf(EvaluationException.class)
        .hasMessageStartingWith("failed to resolve \uFFFD\uFFFD s at path : incorrect query");
  }

  @Test
  void a_shallow_value_that_is_no_text_panics_inside_of_a_text() {
    assertThat(substituted("\"{{- n }}\"").doubleValue()).isEqualTo(3);
    assertThatThrownBy(() -> substituted("\"x{{- n }}\""))
        .isInstanceOf(GoPanicException.class)
        .hasMessage("interface conversion: interface {} is float64, not string");
  }

  @ParameterizedTest
  @CsvSource({"x{{ self }}", "x{{ twice }}", "{{ tree }}"})
  void a_value_that_contains_itself_does_not_end(String text) {
    assertThatThrownBy(() -> substituted(MAPPER.getNodeFactory().stringNode(text)))
        .isInstanceOf(EndlessException.class);
  }

  @Test
  void a_deletion_reads_the_old_object() {
    deleting = true;
    assertThat(substituted("\"{{ request.object.spec.y }}\"").stringValue()).isEqualTo("old");
  }

  @Test
  void what_has_no_variable_is_shared() {
    JsonNode tree = MAPPER.readTree("{\"a\": {\"b\": [1]}, \"c\": \"{{ s }}\"}");
    Template template = Template.of(tree);
    assertThat(template.isConstant()).isFalse();
    assertThat(template.substitute(scope()).path("a")).isSameAs(tree.path("a"));
    assertThat(Template.of(tree.path("a")).substitute(scope())).isSameAs(tree.path("a"));
  }

  @Test
  void of_two_errors_in_an_object_kyverno_may_name_either() {
    assertThatThrownBy(() -> substituted("{\"x\": {\"a\": \"{{ zz }}\", \"b\": \"{{ s }}\"}}"))
        .isInstanceOf(EvaluationException.class);
    assertThat(unordered).isEmpty();
    assertThatThrownBy(() -> substituted("{\"x\": {\"a\": \"{{ zz }}\", \"b\": \"{{ yy }}\"}}"))
        .isInstanceOf(EvaluationException.class);
    assertThat(unordered).containsExactly("/x");
  }

  private JsonNode substituted(String tree) {
    return substituted(MAPPER.readTree(tree));
  }

  private JsonNode substituted(JsonNode tree) {
    return Template.of(GoNumbers.floats(tree)).substitute(scope());
  }

  private Scope scope() {
    JsonNode data = GoNumbers.floats(MAPPER.readTree(DATA));
    return new Scope() {
      @Override
      public JsonNode query(String expression) {
        Query query = Query.of(expression);
        if (query.trimmed().isEmpty()) {
          throw new EvaluationException("invalid query (nil)");
        }
        if (query.syntaxError().isPresent()) {
          throw new EvaluationException("incorrect query " + expression);
        }
        try {
          return query.search(data, SURROUNDINGS);
        } catch (EvaluationException e) {
          throw e.within("JMESPath query failed");
        }
      }

      @Override
      public boolean deleting() {
        return deleting;
      }

      @Override
      public void unordered(String path) {
        unordered.add(path);
      }
    };
  }
}
