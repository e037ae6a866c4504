package dev.kyverdict.engine.conditions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.values.GoNumbers;
import dev.kyverdict.values.GoPanicException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OperatorsTest {

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '→',
      textBlock =
          """
          null              → Equals              → ""                → false
          null              → NotEquals           → ""                → false
          true              → Equals              → "true"            → false
          true              → NotEqual            → "true"            → true
          "1h"              → Equals              → 3600.0            → true
          "60m"             → EQUALS              → "1h"              → true
          3600.0            → Equals              → "1h"              → false
          "60"              → Equals              → "1m"              → false
          "10"              → Equals              → "*"               → false
          "10"              → NotEquals           → "*"               → true
          "10"              → NotEquals           → ""                → true
          "1Gi"             → Equals              → "1024Mi"          → true
          "abc"             → Equals              → "a*"              → true
          "a*"              → Equals              → "abc"             → false
          10.0              → Equals              → "10.0"            → true
          10                → Equals              → "10.0"            → false
          10                → Equals              → 10.0              → true
          10.5              → Equals              → 10                → false
          [1]               → Equals              → [1.0]             → false
          {"a":[1]}         → Equals              → {"a":[1]}         → true
          []                → NotEquals           → "x"               → true
          "nginx"           → AnyIn               → ["ngi*"]          → true
          "ngi*"            → AnyIn               → ["nginx"]         → true
          "ngi*"            → AnyIn               → "nginx"           → false
          1000000.0         → AnyIn               → ["1000000"]       → false
          1000000.0         → AnyIn               → ["1e+06"]         → true
          null              → AnyNotIn            → ["a"]             → false
          [null]            → AnyIn               → ["<nil>"]         → true
          "a"               → AnyNotIn            → "5"               → false
          "5"               → AnyIn               → "5"               → true
          "5"               → AnyIn               → "1-10"            → true
          "5"               → AnyNotIn            → "1-10"            → false
          ["5","50"]        → AnyNotIn            → "1-10"            → true
          ["5","50"]        → AllIn               → "1-10"            → false
          ["-1"]            → AnyNotIn            → "-5-5"            → true
          "a"               → AnyIn               → "[\\"a\\",null]"  → true
          ""                → AnyIn               → "[\\"a\\",null]"  → true
          ["a"]             → AllNotIn            → "[1]"             → false
          ["a","b"]         → AnyNotIn            → ["a"]             → true
          []                → AllIn               → ["a"]             → true
          []                → AnyNotIn            → ["a"]             → false
          ["5"]             → AnyIn               → 5                 → true
          ["5"]             → AllIn               → 5                 → false
          "a"               → In                  → "b"               → false
          "a"               → NotIn               → "b"               → false
          "a"               → NotIn               → "[\\"b\\"]"       → true
          ["a"]             → NotIn               → "a"               → true
          ["a*"]            → In                  → ["a"]             → false
          3600              → GreaterThan         → "30m"             → true
          "5"               → LessThan            → "1h"              → true
          "1Gi"             → GreaterThan         → "500Mi"           → true
          "1.2.3"           → LessThan            → "1.10.0"          → true
          "1.2.3-a"         → LessThan            → "1.2.3"           → true
          "1_000"           → GreaterThan         → 999               → true
          5                 → GreaterThan         → "0x1p1"           → true
          5                 → greaterthan         → 1                 → false
          "1h"              → DurationGreaterThan → 60                → true
          60.9              → DurationLessThanOrEquals → "1m"         → true
          "x"               → DurationLessThan    → 60                → false
          """)
  void decides_as_kyverno_does(String key, String operator, String value, boolean expected) {
    assertThat(Operators.evaluate(operator, read(key), read(value))).isEqualTo(expected);
  }

  @Test
  void says_so_when_there_is_no_such_operator() {
    assertThatThrownBy(() -> Operators.evaluate("Is", read("1"), read("1")))
        .isInstanceOf(EvaluationException.class)
        .hasMessage("failed to create handler for condition operator: %!w(<nil>)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {"[null]→nil", "[1]→int64", "[1.5]→float64", "[[]]→[]interface {}"})
  void panics_on_other_than_text_in_the_deprecated_operators(String key, String type) {
    assertThatThrownBy(() -> Operators.evaluate("In", read(key), read("null")))
        .isInstanceOf(GoPanicException.class)
        .hasMessage("interface conversion: interface {} is " + type + ", not string");
  }

  private static JsonNode read(String json) {
    return GoNumbers.typed(JsonMapper.shared().readTree(json));
  }
}
