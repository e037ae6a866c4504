package dev.kyverdict.chainsaw.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kyverdict.yaml.YamlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Assertion trees; what kyverno-json's own tests and documents say of them. */
class AssertionTest {

  private static final JsonNode POD =
      yaml(
          """
          metadata: {name: p, labels: {a.b/c: x, "(odd)": y}}
          spec:
            replicas: 3
            containers: [{name: one, image: nginx}, {name: two, image: busy}]
          status: {phase: null, conditions: [{type: Ready, status: "True"}, {type: Old}]}
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '^',
      value = {
        "{metadata: {name: p}}",
        "{metadata: {labels: {a.b/c: x}}}",
        "{metadata: {labels: {\"\\\\(odd)\\\\\": y}}}",
        "{spec: {replicas: 3.0}}",
        "{spec: {\"(replicas > `2`)\": true}}",
        "{spec: {\"(containers[?name == 'two'])\": [{image: busy}]}}",
        "{spec: {~.containers: {\"(length(name))\": 3}}}",
        "{spec: {~i.containers: {\"(contains(['one', 'two'], name) && $i < `2`)\": true}}}",
        "{spec: {\"(length(containers))\": 2}}",
        "{spec: {replicas->n: 3, \"(length(containers) < $n)\": true}}",
        "{spec: {containers: [{image: nginx}, {}]}}",
        "{status: {\"(conditions[?type == 'Ready'])\": [{status: 'True'}]}}",
        "{status: {phase: null}}",
        "{\"(status.absent.more)\": null}",
        "{\"(join('/', [$ns, metadata.name]))\": x/p}",
        "{\"(trim_space(' a b '))\": a b}",
        "{metadata: {name: \"(to_string(@))\"}}",
        "{\"(json_parse('{\\\"a\\\": [1]}'))\": {a: [1]}}",
        "{\"(spec.containers[*].name)\": [one, two]}",
        "{\"(sum(spec.containers[].length(name)))\": 6}",
      })
  void holds(String assertion) {
    assertThat(check(assertion)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '^',
      value = {
        "{metadata: {name: q}} # metadata.name: Invalid value: \"p\": Expected value: \"q\"",
        "{metadata: {uid: q}} # metadata.uid: Required value: field not found in the input object",
        "{spec: {containers: [{}]}} # lengths of slices don't match",
        "{spec: {containers: [{}, {image: x}]}} # spec.containers[1].image: Invalid value:"
            + " \"busy\"",
        "{status: {phase: {}}} # status.phase: Invalid value: null: invalid value, must not be"
            + " null",
        "{status: {phase: Running}} # status.phase: Invalid value: null: Expected value",
        "{spec: {~.containers: {image: nginx}}} # spec.~.containers[1].image: Invalid value",
        "{\"(status.absent)\": {a: b}} # (status.absent).a: Required value",
      })
  void does_not_hold(String assertion, String found) {
    assertThat(check(assertion)).contains(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '^',
      value = {
        "{spec: {replicas: '3'}} # types are not comparable, string - int64",
        "{metadata: [p]} # expected a slice",
        "{spec: {replicas: {a: b}}} # projection not recognized",
        "{metadata: {~.name: x}} # expected a slice or a map",
        "{metadata: {name: ~.x}} # foreach is not supported in scalar projections",
        "{metadata: {name: x->y}} # binding is not supported in scalar projections",
        "{\"($absent)\": x} # variable not defined: $absent",
        "{\"(length(spec.replicas))\": 1} # Invalid type",
      })
  void makes_no_sense(String assertion, String error) {
    assertThatThrownBy(() -> check(assertion))
        .isInstanceOf(TreeException.class)
        .hasMessageContaining(error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '^',
      value = {
        "{\"(let $a = x in $a)\": x}",
        "{\"(spec.replicas + `1`)\": 4}",
        "{\"(x_k8s_get($ns, 'v1', 'Pod', 'a', 'b'))\": x}",
        "{\"(cel;object.x)\": x}",
        "{\"(time_now_utc())\": x}",
      })
  void is_out_of_reach_and_says_so(String assertion) {
    assertThatThrownBy(() -> check(assertion)).isInstanceOf(OutOfReachException.class);
  }

  @Test
  void a_template_is_filled_and_an_escape_in_it_stays() {
    JsonNode template =
        yaml("{a: ($ns), b: [\"(join('-', [$ns, 'x']))\"], c: '\\(a)\\', d: (@), e: 1}");

    assertThat(Template.filled(template, yaml("{d: given}"), bindings()))
        .isEqualTo(yaml("{a: x, b: [x-x], c: '\\(a)\\', d: given, e: 1}"));
  }

  private static String check(String assertion) {
    StringBuilder found = new StringBuilder();
    Assertion.of(yaml(assertion))
        .check(POD, bindings())
        .forEach(it -> found.append(it).append(';'));
    return found.toString();
  }

  private static Bindings bindings() {
    return Bindings.NONE.with("ns", StringNode.valueOf("x"));
  }

  private static JsonNode yaml(String text) {
    return YamlReader.readOne("test", text).tree();
  }
}
