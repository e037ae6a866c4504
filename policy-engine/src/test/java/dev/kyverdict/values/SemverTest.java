package dev.kyverdict.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SemverTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2",
        "v1.2.3",
        "01.2.3",
        "1.2.3-",
        "1.2.3-01",
        "1.2.3+",
        "1.2.3.4",
        "18446744073709551616.0.0",
        "1.2.3-a..b"
      })
  void refuses_what_is_no_version(String text) {
    assertThat(Semver.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3,1.10.0,-1",
    "1.2.3-alpha,1.2.3,-1",
    "1.2.3-alpha.1,1.2.3-alpha,1",
    "1.2.3-2,1.2.3-10,-1",
    "1.2.3-2,1.2.3-a,-1",
    "1.2.3+a,1.2.3+b,0",
    "18446744073709551615.0.0,1.0.0,1"
  })
  void orders_versions(String left, String right, int expected) {
    assertThat(version(left).compareTo(version(right))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource(
      delimiter = '→',
      textBlock =
          """
          1.2.3         → >=1.0.0 <2.0.0                → true
          2.0.0         → >=1.0.0 <2.0.0                → false
          3.1.0         → >1.0.0 <2.0.0 || >3.0.0       → true
          1.2.9         → 1.2.x                         → true
          1.3.0         → 1.2.x                         → false
          1.1.0         → 1.x.x                         → false
          1.9.0         → 1.x                           → true
          1.3.0         → >1.2.x                        → true
          1.2.0         → !=1.2.x                       → false
          1.2.0         → ~1.2.x                        → true
          1.2.1         → ~1.2.x                        → false
          1.0.0         → > 0.9.0                       → true
          1.2.3-alpha   → <1.2.3                        → true
          """)
  void matches_ranges(String version, String range, boolean expected) {
    assertThat(SemverRange.parse(range).orElseThrow().matches(version(version)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "x", "1x", "1.2", ">", "|| 1.0.0", "1.0.0 ||", "=>1.0.0", "1"})
  void refuses_what_is_no_range(String text) {
    assertThat(SemverRange.parse(text)).isEmpty();
  }

  @Test
  void panics_where_an_alternative_is_empty() {
    SemverRange range = SemverRange.parse("1.0.0 || || 2.0.0").orElseThrow();
    assertThat(range.matches(version("1.0.0"))).isTrue();
    assertThatThrownBy(() -> range.matches(version("2.0.0"))).isInstanceOf(GoPanicException.class);
  }

  private static Semver version(String text) {
    return Semver.parse(text).orElseThrow();
  }
}
