package dev.kyverdict.engine.mutate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.values.GoFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDiffTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":1}         | {"a":1.0}     | []
          {"a":1}         | {"a":2,"b":3} | [replace /a 2, add /b 3]
          {"a":1,"b":{}}  | {"b":{"c":1}} | [add /b/c 1, remove /a]
          {"a":{"b":1}}   | {"a":[1]}     | [replace /a [1]]
          {"a":"1"}       | {"a":null}    | [replace /a null]
          {"a":null}      | {"a":null}    | []
          {"x/y~z":1}     | {}            | [remove /x~1y~0z]
          {"a":[1,2,3,4]} | {"a":[5,2]}   | [remove /a/3, remove /a/2, replace /a/0 5]
          {"a":[{"b":1}]} | {"a":[{},2]}  | [add /a/1 2, remove /a/0/b]
          """)
  void lists_are_compared_by_index_and_values_by_kind(String before, String after, String patch) {
    assertThat(
            JsonDiff.between(Facts.json(before), Facts.json(after)).values().stream()
                .map(
                    operation ->
                        operation.path("op").asString()
                            + " "
                            + operation.path("path").asString()
                            + (operation.has("value")
                                ? " " + GoFormat.json(operation.path("value"))
                                : ""))
                .toList()
                .toString())
        .isEqualTo(patch);
  }
}
