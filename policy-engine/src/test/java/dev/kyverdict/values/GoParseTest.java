package dev.kyverdict.values;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoParseTest {

  @ParameterizedTest
  @CsvSource({
    "5,5",
    "+5,5",
    "05.50,5.5",
    ".5,0.5",
    "5.,5",
    "1e3,1000",
    "1_000,1000",
    "1_0.5_0e1_0,10.5e10",
    "0x10p0,16",
    "0x_1p-2,0.25",
    "inf,Infinity",
    "-Infinity,-Infinity",
    "NaN,NaN",
    "1e-400,0"
  })
  void reads_floats(String text, double expected) {
    assertThat(GoParse.number(text)).hasValue(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " 5", "5 ", "1e400", "_1", "1_", "1__0", "1_.5", "0x10", "+nan", "."})
  void refuses_what_is_no_float(String text) {
    assertThat(GoParse.number(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"5,5", "-05,-5", "9223372036854775807,9223372036854775807", "+0,0"})
  void reads_integers(String text, long expected) {
    assertThat(GoParse.integer(text)).hasValue(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "1_0", "5.0", "1e3", "9223372036854775808", "٣"})
  void refuses_what_is_no_integer(String text) {
    assertThat(GoParse.integer(text)).isEmpty();
  }
}
