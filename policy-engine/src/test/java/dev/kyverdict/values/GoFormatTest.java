package dev.kyverdict.values;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GoFormatTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "0,            0,             0,             0E+00,          0.000000",
    "-0.0,         -0,            -0,            -0E+00,         -0.000000",
    "5,            5,             5,             5E+00,          5.000000",
    "1.5,          1.5,           1.5,           1.5E+00,        1.500000",
    "1e6,          1e+06,         1000000,       1E+06,          1000000.000000",
    "123456789,    1.23456789e+08,123456789,     1.23456789E+08, 123456789.000000",
    "100000,       100000,        100000,        1E+05,          100000.000000",
    "0.0001,       0.0001,        0.0001,        1E-04,          0.000100",
    "0.00001,      1e-05,         0.00001,       1E-05,          0.000010",
    "1e-7,         1e-07,         1e-7,          1E-07,          0.000000",
    "-1e-7,        -1e-07,        -1e-7,         -1E-07,         -0.000000",
    "1e20,         1e+20,         100000000000000000000, 1E+20,  100000000000000000000.000000",
    "1e21,         1e+21,         1e+21,         1E+21,          1000000000000000000000.000000",
    "2.5e-6,       2.5e-06,       0.0000025,     2.5E-06,        0.000003",
    "4.9e-324,     5e-324,        5e-324,        5E-324,         0.000000"
  })
  void writes_numbers_in_four_ways(
      double value, String general, String json, String scientific, String fixed) {
    assertThat(GoFormat.general(value)).isEqualTo(general);
    assertThat(GoFormat.jsonNumber(value)).isEqualTo(json);
    assertThat(GoFormat.scientific(value)).isEqualTo(scientific);
    assertThat(GoFormat.fixed(value)).isEqualTo(fixed);
  }

  @ParameterizedTest
  @CsvSource({"0.1,0.1", "16777217,16777216", "1e21,1000000000000000000000", "1e300,+Inf"})
  void writes_the_digits_of_a_float32(double value, String expected) {
    assertThat(GoFormat.float32(value)).isEqualTo(expected);
  }

  @Test
  void writes_values_as_go_prints_them() {
    JsonNode tree = read("{'b':[1.5,true,null,'x'],'a':{},'é':1000000.0,'i':1000000}");
    assertThat(GoFormat.v(tree)).isEqualTo("map[a:map[] b:[1.5 true <nil> x] i:1000000 é:1e+06]");
    assertThat(GoFormat.v(read("null"))).isEqualTo("<nil>");
  }

  @Test
  void writes_json_as_go_encodes_it() {
    JsonNode tree = read("{'😀':1,'�':2,'a':'<&>\\u2028\\b\\u0001\\ud800/','A':[1e21,0.5]}");
    assertThat(GoFormat.json(tree))
        .isEqualTo(
            "{\"A\":[1e+21,0.5],\"a\":\"\\u003c\\u0026\\u003e\\u2028\\b\\u0001�/\","
                + "\"�\":2,\"😀\":1}");
  }

  private static JsonNode read(String json) {
    return JsonMapper.shared().readTree(json.replace('\'', '"'));
  }
}
