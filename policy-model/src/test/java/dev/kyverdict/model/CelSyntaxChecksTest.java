package dev.kyverdict.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CelSyntaxChecksTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "has(object.metadata.labels) && 'backup' in object.metadata.labels",
        "object.spec.replicas <= 5 ? true : object.metadata.name.startsWith(\"a\")",
        "!(request.kind.kind == 'Pod') || -1 < 2u",
        "[1, 2.5, .5, 1e3, 0x1F].all(x, x > 0)",
        "{'a': 1, \"b\": [true, null]}['a'] == 1",
        "object.?spec.?replicas.orValue(0) == 0",
        "object[?'a'].hasValue()",
        "r'\\d+' == \"\"\"a\n\"b\"\"\" // that",
        "b'abc' != br\"x\"",
        "authorizer.group('').resource('pods').check('get').allowed()",
        "size([]) == 0 && {}.size() == 0",
        "google.protobuf.Duration{seconds: 1} == duration('1s')",
        "params.`a-b`.in == 'x'",
        "!!true && - -1 == 1",
      })
  void takes_what_cel_takes(String expression) {
    assertThat(problems(expression)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "object.x ==",
        "&& true",
        "(true",
        "true)",
        "a b",
        "'open",
        "[1, 2",
        "{'a'}",
        "a ? b",
        "f(a,",
        "a..b",
        "a = b",
        "a[",
        "1 2",
        "keys(@)",
        "a & b",
      })
  void refuses_what_no_compiler_takes(String expression) {
    assertThat(problems(expression)).containsExactly("cel-syntax");
  }

  private static List<String> problems(String expression) {
    List<String> ids = new ArrayList<>();
    CelSyntaxChecks.of(new Where("Rule 'r'", List.of(), 0), expression, p -> ids.add(p.id()));
    return ids;
  }
}
