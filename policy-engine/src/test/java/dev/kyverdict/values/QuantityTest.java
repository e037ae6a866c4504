package dev.kyverdict.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

  @ParameterizedTest(name = "{0} + {1}")
  @CsvSource(
      textBlock =
          """
          1Gi,                   512Mi,   1536Mi
          1,                     1Ki,     1025
          0,                     1Ki,     1Ki
          1Ki,                   1,       1025
          1Ki,                   0.5,     1024500m
          500m,                  0.5,     1
          0.1n,                  0,       1n
          0.0000000011,          0,       2n
          0.5Ki,                 0,       512
          1000E,                 0,       1
          1e3,                   1e3,     2e3
          12e6,                  0,       12e6
          1023Ki,                1Ki,     1Mi
          9223372036854775807,   1,       9223372036854775808
          9Ei,                   0,       9223372036854775807
          -1.5,                  0,       -1500m
          """)
  void adds_as_kubernetes_does(String left, String right, String sum) {
    assertThat(of(left).add(of(right))).hasToString(sum);
  }

  @ParameterizedTest
  @CsvSource({"1Ki,1Ki,0", "1Ki,2Ki,-1Ki", "0,1Ki,-1Ki", "1,1m,999m"})
  void subtracts_as_kubernetes_does(String left, String right, String difference) {
    assertThat(of(left).subtract(of(right))).hasToString(difference);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.5", "+1", "1.500", "1e3", "1E3", "1025Ki"})
  void keeps_the_text_where_upstream_thinks_it_canonical(String text) {
    assertThat(of(text).toString()).isEqualTo(text.equals("0.5") ? "500m" : text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "+", ".", "k", "Ki", "-.", "00", ".Ki"})
  void reads_what_has_no_digits_as_zero(String text) {
    assertThat(of(text).value()).isEqualByComparingTo("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " 1", "1 ", "1K", "1e", "1i", "1.5.5", "1e3m", "1_0", "0x10", "1m5", ".e-20"})
  void refuses_what_is_no_quantity(String text) {
    assertThat(Quantity.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1Gi,1024Mi,0", "1G,1Gi,-1", "0.5,500m,0", "1e400,1E,1", "1e4294967296,1,0"})
  void compares_amounts(String left, String right, int expected) {
    assertThat(of(left).compareTo(of(right))).isEqualTo(expected);
  }

  @Test
  void keeps_more_digits_than_nano_when_computed() {
    BigDecimal third = new BigDecimal("0.3333333333");
    assertThat(Quantity.of(third, Quantity.Format.DECIMAL_SI).value()).isEqualTo(third);
  }

  @Test
  void never_counts_the_digits_of_an_absurd_exponent() {
    Quantity huge = of("1e2000000000");
    Quantity one = of("1");
    assertThat(huge.compareTo(one)).isPositive();
    assertThat(of("1e-2000000000")).hasToString("1e-9");
    assertThatThrownBy(() -> huge.add(one)).isInstanceOf(EndlessException.class);
  }

  private static Quantity of(String text) {
    return Optional.of(text).flatMap(Quantity::parse).orElseThrow();
  }
}
