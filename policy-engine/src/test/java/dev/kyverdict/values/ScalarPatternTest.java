package dev.kyverdict.values;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ScalarPatternTest {

  @ParameterizedTest(name = "{0} against {1}")
  @CsvSource(
      delimiter = '→',
      textBlock =
          """
          "5"            → 5               → true
          "5"            → "5000m"         → true
          "1h"           → "60m"           → true
          "<1Gi"         → "500Mi"         → true
          "<5"           → null            → true
          "!x"           → null            → false
          "*"            → null            → false
          "!?*"          → ""              → true
          "10-20"        → 15              → true
          "10-20"        → 20              → true
          "10-20"        → 9               → false
          "10!-20"       → 15              → false
          "10!-20"       → 21              → true
          "-5-5"         → -5              → true
          "1Gi-2Gi"      → "1536Mi"        → true
          "1m-2m"        → "90s"           → true
          ">a"           → "b"             → false
          "a* | b*"      → "bc"            → true
          ">1 & <10"     → 5               → true
          ">1&<10 | 20"  → 20              → true
          "a|b"          → "a|b"           → true
          "1000000"      → 1000000.0       → true
          "1E+06*"       → 1000000.0       → true
          "1*"           → 15              → true
          "1*"           → 15.0            → true
          "15*"          → 15.0            → false
          "true"         → true            → true
          "!a"           → [1]             → false
          true           → "true"          → false
          5              → "5"             → true
          5              → 5.0             → true
          5.5            → "5.50"          → true
          null           → 0               → true
          null           → false           → true
          null           → {}              → false
          {"a":1}        → {}              → true
          [1]            → [1]             → false
          """)
  void compares_a_value_with_a_pattern(String pattern, String value, boolean expected) {
    assertThat(ScalarPattern.matches(read(pattern), read(value))).isEqualTo(expected);
  }

  private static JsonNode read(String json) {
    return JsonMapper.shared().readTree(json);
  }
}
