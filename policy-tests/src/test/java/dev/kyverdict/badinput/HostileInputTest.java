package dev.kyverdict.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.engine.admission.KyvernoVersion;
import dev.kyverdict.judge.EngineJudge;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What nobody means well with ends in an answer, soon. */
@Timeout(20)
class HostileInputTest {

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(100_000).build())
                  .build())
          .build();

  private static final String NAMED =
      """
      {"request": {"object": {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}}},
       "policy": {"apiVersion": "kyverno.io/v1", "kind": "ClusterPolicy", "metadata": {"name": "p"},
        "spec": {"rules": [{"name": "r", "match": {"any": [{"resources": {"kinds": ["%s"]}}]},
         "context": [{"name": "%s", "variable": {"value": "v"}}],
         "validate": {"message": "no", "failureAction": "Enforce", "deny": {}}}]}}}
      """;

  private static ObjectNode ask(String question) {
    return new EngineJudge(KyvernoVersion.V1_19_1).answer((ObjectNode) JSON.readTree(question));
  }

  private static ObjectNode expression(String expression) {
    ObjectNode question = JsonNodeFactory.instance.objectNode().put("expr", expression);
    question.putObject("input").put("a", "a".repeat(50_000));
    return new EngineJudge(KyvernoVersion.V1_19_1).answer(question);
  }

  @Test
  void a_regular_expression_that_explodes_does_not() {
    assertThat(expression("regex_match('(a+)+$', join('', [a, 'b']))").path("result").asBoolean())
        .isFalse();
    assertThat(
            expression("regex_match('((a{1,999}){1,999}){1,999}', a)").path("error").asString(""))
        .contains("error parsing regexp");
  }

  /** The letters i of Turkish are cased differently there and back. */
  @Test
  void a_regular_expression_without_case_ends_whatever_letters_it_names() {
    for (String letters : new String[] {"İ", "ı", "[À-ž]", "[\\x{100}-\\x{200}]", "\\pL", "[^a]"}) {
      ObjectNode answer = expression("regex_match('(?i)^%s$', 'é')".formatted(letters));
      assertThat(answer.path("result").isBoolean()).as(letters).isTrue();
    }
  }

  @Test
  void a_name_that_is_no_regular_expression_is_an_error_of_the_rule_that_loads_it() {
    for (String name : new String[] {"r[d", "a(", "a++", "x{1001}", "(?=x)", "\\\\8"}) {
      ObjectNode answer = ask(NAMED.formatted("ConfigMap", name));
      assertThat(answer.path("rules").path(0).path("message").asString(""))
          .isEqualTo(
              "failed to load context: failed to create deferred loader for context entry "
                  + name.replace("\\\\", "\\"));
      assertThat(ask(NAMED.formatted("Secret", name)).path("allowed").asBoolean()).isTrue();
    }
  }

  @Test
  void an_expression_nested_without_end_is_refused() {
    for (String[] form : new String[][] {{"(", ")"}, {"[", "]"}, {"!", ""}, {"to_string(", ")"}}) {
      String nested = form[0].repeat(10_000) + "a" + form[1].repeat(10_000);
      assertThat(expression(nested).path("compile").asBoolean()).as(form[0]).isTrue();
    }
  }

  @Test
  void an_object_nested_without_end_is_refused_with_the_limit() {
    String deep = "[".repeat(10_000) + "]".repeat(10_000);
    ObjectNode answer = ask("{\"pattern\": {\"a\": 1}, \"object\": {\"a\": %s}}".formatted(deep));

    assertThat(answer.path("failure").asString(""))
        .contains("nested deeper than 1000 levels; make it flatter");
  }

  @Test
  void a_large_object_is_decided() {
    ObjectNode question =
        (ObjectNode) JSON.readTree(admission("{{ length(request.object.data.k) }}"));
    ((ObjectNode) question.at("/request/object/data")).put("k", "x".repeat(10_000_000));
    long start = System.nanoTime();

    JsonNode answer = new EngineJudge(KyvernoVersion.V1_19_1).answer(question);

    assertThat(answer.at("/object/metadata/labels/n").asString("")).isEqualTo("v10000000");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void a_value_that_contains_itself_is_told() {
    JsonNode answer =
        ask("{\"document\": {\"a\": \"x{{ b }}\"}, \"context\": {\"b\": \"y{{ b }}\"}}");

    assertThat(answer.path("endless").asBoolean()).isTrue();
  }

  @Test
  void numbers_beyond_all_ranges_are_kept_or_refused() {
    assertThat(
            ask("{\"expr\": \"a\", \"input\": {\"a\": 9223372036854775808}}")
                .path("result")
                .doubleValue())
        .isEqualTo(0x1p63);
    assertThat(ask("{\"expr\": \"a\", \"input\": {\"a\": 1e309}}").path("failure").asString(""))
        .contains("a number that is out of range");
  }

  @Test
  void half_a_character_is_no_end() {
    JsonNode answer =
        ask("{\"document\": {\"a\": \"\\ud800{{ b }}\"}, \"context\": {\"b\": \"\\udfff\"}}");

    assertThat(answer.isEmpty()).isFalse();
  }

  private static String admission(String label) {
    return """
        {"request": {"object": {"apiVersion": "v1", "kind": "ConfigMap",
          "metadata": {"name": "a", "namespace": "b"}, "data": {}}},
         "policy": {"apiVersion": "kyverno.io/v1", "kind": "ClusterPolicy",
          "metadata": {"name": "p"}, "spec": {"rules": [{"name": "r",
           "match": {"any": [{"resources": {"kinds": ["ConfigMap"]}}]},
           "mutate": {"patchStrategicMerge": {"metadata": {"labels": {"n": "v%s"}}}}}]}}}
        """
        .formatted(label);
  }
}
