package dev.kyverdict.engine.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kyverdict.engine.ClusterReader.Answer;
import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.NotSupportedException;
import dev.kyverdict.engine.WebhookTimeoutException;
import dev.kyverdict.model.ContextEntry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.LongNode;

/** Facts of Kyverno 1.19.1, asked of its own packages. */
class JsonContextTest {

  private static final String ONE = "/api/v1/one";

  private final ScriptedCluster cluster = new ScriptedCluster();

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "request.name | data",
        "request.namespace | app",
        "request.operation | CREATE",
        "to_string(request.oldObject.spec.x) | null",
        "request.userInfo.username | alice",
        "to_string(request.dryRun) | false",
        "images.containers.c.reference | docker.io/nginx:latest",
        "images.containers.c.jsonPointer | /spec/containers/0/image",
        "to_string(serviceAccountName) | ''",
      })
  void a_base_variable_is(String query, String value) {
    assertThat(context().query(query).asString("null")).isEqualTo(value.replace("''", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "request.roles,roles", "request.subResource,subResource", "request.synchronize,synchronize",
    "element,element", "target,target", "zz,zz"
  })
  void an_empty_variable_is_absent(String query, String key) {
    assertThatThrownBy(() -> context().query(query))
        .isInstanceOf(EvaluationException.class)
        .hasMessage("JMESPath query failed: Unknown key \"" + key + "\" in path");
  }

  @ParameterizedTest(name = "{0} with {1} and default {2}: {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | a.b | \"d\" | d",
        "403 | a.b | \"d\" | d",
        "404 | a.b | | failed to fetch data for APICall: failed to GET resource with raw url:"
            + " /api/v1/one: the server could not find the requested resource",
        "403 | | | failed to fetch data for APICall: failed to GET resource with raw url:"
            + " /api/v1/one: permission denied: unknown",
        "{\"a\":{\"b\":\"v\"}} | a.b | \"d\" | v",
        "{} | a.b | \"d\" | failed to store data for APICall: failed to apply JMESPath a.b for"
            + " context entry x: Unknown key \"a\" in path",
        "<html> | a | | failed to store data for APICall: failed to apply JMESPath a for context"
            + " entry x: failed to unmarshal JSON: <html>, error: invalid character '<' looking"
            + " for beginning of value",
        "refused | | | failed to fetch data for APICall: failed to GET resource with raw url:"
            + " /api/v1/one: Get \"https://10.96.0.1:443/api/v1/one\": dial tcp: connect:"
            + " connection refused",
      })
  void an_api_call_gives(String answer, String jmesPath, String fallback, String outcome) {
    cluster.answer(ONE, ScriptedCluster.parsed(answer));
    JsonContext context =
        context(
            new ContextEntry.ApiCall(
                "x",
                Optional.of(ONE),
                ContextEntry.Method.GET,
                List.of(),
                Optional.empty(),
                Optional.ofNullable(jmesPath),
                Optional.ofNullable(fallback).map(ScriptedCluster::tree)));
    assertThat(outcome(context, "x")).isEqualTo(outcome);
  }

  @Test
  void a_body_that_is_no_json_is_an_error_in_spite_of_a_default() {
    cluster.answer(ONE, ScriptedCluster.parsed("<html>"));
    ContextEntry.ApiCall call = call("x", ONE).defaultValue(ScriptedCluster.tree("\"d\""));
    assertThat(outcome(context(call), "x"))
        .isEqualTo(
            "failed to store data for APICall: failed to add resource data to context entry x:"
                + " Read: unexpected value type: 0, error found in #0 byte of ...|<html>|...,"
                + " bigger context ...|<html>|...");
  }

  @Test
  void a_connection_that_breaks_off_is_tried_eleven_times() {
    cluster.answer(ONE, new Answer.Broken("read tcp: connection reset by peer"));
    JsonContext context = context(call("x", ONE));
    assertThat(outcome(context, "x")).endsWith("connection reset by peer");
    assertThat(context.calls()).hasSize(11);
  }

  @Test
  void a_call_that_hangs_ends_the_webhook() {
    cluster.answer(ONE, new Answer.Hangs());
    JsonContext context = context(call("x", ONE), variable("y", "x", "d"));
    assertThatThrownBy(() -> context.query("y")).isInstanceOf(WebhookTimeoutException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/x?b=2&a=1,2 | /api/v1/x?a=1%2C2&b=2",
        "/api//v1/../v1/x/ | /api/v1/x/",
        "api/v1/a(b) | /api/v1/a%28b%29",
        "//host/api/v1/x#f | /api/v1/x",
      })
  void a_path_is_asked_as(String written, String asked) {
    JsonContext context = context(call("x", written));
    outcome(context, "x");
    assertThat(cluster.asked()).containsExactly("GET " + asked);
  }

  @ParameterizedTest
  @CsvSource({
    "x, true",
    "x.y, true",
    "[x], true",
    "'x', true",
    "x-y, true",
    "_x, true",
    "y.x, false",
    "yx, false",
    "x_, false",
    "x1, false",
    "1x, false"
  })
  void a_name_in_the_text_of_a_query_loads(String query, boolean loads) {
    assertThat(EntryName.of("x").isIn(query)).isEqualTo(loads);
  }

  @Test
  void an_entry_sees_those_before_it_only_and_does_not_load_twice() {
    JsonContext context = context(variable("a", "b", ""), value("b", "v"));
    assertThat(outcome(context, "a"))
        .startsWith("failed to apply jmespath b to variable <nil>: JMESPath query failed: ");
    assertThat(outcome(context, "a")).isEqualTo("JMESPath query failed: Unknown key \"a\" in path");
    assertThat(outcome(context, "b")).isEqualTo("v");
  }

  @Test
  void null_of_a_query_leaves_the_default_and_null_of_a_query_on_a_value_does_not() {
    ContextEntry onValue =
        new ContextEntry.Variable(
            "x",
            Optional.of(ScriptedCluster.tree("{\"a\":null}")),
            Optional.of("a"),
            Optional.of(ScriptedCluster.tree("\"d\"")));
    assertThat(outcome(context(variable("x", "request.oldObject.a", "d")), "x")).isEqualTo("d");
    assertThat(outcome(context(onValue), "x"))
        .isEqualTo("failed to add context entry for variable x since it evaluated to nil");
  }

  @Test
  void entries_do_not_outlive_their_rule_and_calls_are_made_once_in_it() {
    cluster.answer(ONE, ScriptedCluster.parsed("{\"a\":\"v\"}"));
    JsonContext context = ScriptedCluster.context(cluster);
    context.checkpoint();
    context.register(CompiledEntries.of(List.of(call("x", ONE))), "");
    context.checkpoint();
    assertThat(outcome(context, "x.a")).isEqualTo("v");
    context.reset();
    assertThat(outcome(context, "x.a")).isEqualTo("v");
    context.restore();
    assertThat(outcome(context, "x.a")).isEqualTo("v");
    context.restore();
    assertThat(outcome(context, "x.a")).endsWith("Unknown key \"x\" in path");
    assertThat(context.calls()).hasSize(1);
  }

  @Test
  void entries_with_one_name_are_merged() {
    cluster.answer(ONE, ScriptedCluster.parsed("{\"a\":\"1\"}"));
    cluster.answer("/api/v1/two", ScriptedCluster.parsed("{\"b\":\"2\"}"));
    JsonContext context = context(call("x", ONE), call("x", "/api/v1/two"));
    assertThat(outcome(context, "join('', [x.a, x.b])")).isEqualTo("12");
  }

  @Test
  void a_patched_object_has_int64_where_it_had_float64() {
    JsonContext context = context();
    context.addResource(ScriptedCluster.tree("{\"spec\":{\"n\":3.0}}"));
    assertThat(context.query("request.object.spec.n")).isInstanceOf(LongNode.class);
  }

  @Test
  void an_element_has_its_nesting() {
    JsonContext context = context();
    context.addElement(ScriptedCluster.tree("\"e\""), 2, 0);
    assertThat(context.query("[element, element0]").toString()).isEqualTo("[\"e\",\"e\"]");
    assertThat(context.query("elementIndex0")).isEqualTo(LongNode.valueOf(2));
  }

  @Test
  void a_namespaced_policy_sees_its_namespace_only() {
    JsonContext context = ScriptedCluster.context(cluster);
    context.register(CompiledEntries.of(List.of(call("x", "/api/v1/namespaces/b/c/d"))), "a");
    assertThat(outcome(context, "x"))
        .endsWith("refers to namespace b, which is different from the policy namespace a");
  }

  @Test
  void an_image_registry_is_not_judged_and_only_when_it_is_asked() {
    ContextEntry image =
        new ContextEntry.ImageRegistry("x", "nginx", Optional.empty(), Optional.empty());
    JsonContext context = context(image, value("b", "v"));
    assertThat(outcome(context, "b")).isEqualTo("v");
    assertThatThrownBy(() -> context.query("x")).isInstanceOf(NotSupportedException.class);
  }

  @Test
  void the_trace_says_where_a_value_comes_from() {
    JsonContext context = context(value("b", "v"));
    context.query("b");
    assertThat(context.trace()).extracting(Resolution::origin).containsExactly("b (variable)");
  }

  private JsonContext context(ContextEntry... entries) {
    JsonContext context = ScriptedCluster.context(cluster);
    context.register(CompiledEntries.of(List.of(entries)), "");
    return context;
  }

  private static String outcome(JsonContext context, String query) {
    try {
      return context.query(query).asString("");
    } catch (EvaluationException e) {
      return e.text();
    }
  }

  private static ContextEntry.ApiCall call(String name, String path) {
    return new ContextEntry.ApiCall(
        name,
        Optional.of(path),
        ContextEntry.Method.GET,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static ContextEntry variable(String name, String jmesPath, String fallback) {
    return new ContextEntry.Variable(
        name,
        Optional.empty(),
        Optional.of(jmesPath),
        Optional.of(fallback)
            .filter(f -> !f.isEmpty())
            .map(f -> ScriptedCluster.tree('"' + f + '"')));
  }

  private static ContextEntry value(String name, String text) {
    return new ContextEntry.Variable(
        name,
        Optional.of(ScriptedCluster.tree('"' + text + '"')),
        Optional.empty(),
        Optional.empty());
  }
}
