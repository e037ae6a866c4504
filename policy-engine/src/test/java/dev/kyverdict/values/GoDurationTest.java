package dev.kyverdict.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "0,0s",
    "-0,0s",
    "1h30m,1h30m0s",
    "90m,1h30m0s",
    ".5s,500ms",
    "5.s,5s",
    "1.5ms,1.5ms",
    "1µs,1µs",
    "1μs,1µs",
    "1us500ns,1.5µs",
    "-1h,-1h0m0s",
    "1m0.001s,1m0.001s",
    "9223372036854775807ns,2562047h47m16.854775807s",
    "-9223372036854775808ns,-2562047h47m16.854775808s",
    "0.99999999999999999999s,1s",
    "2562047h47m16.854775807s,2562047h47m16.854775807s",
    "9223372036854775808ns9223372036854775808ns,0s"
  })
  void reads_and_writes_durations(String text, String written) {
    OptionalLong duration = GoDuration.parse(text);
    assertThat(duration).isPresent();
    assertThat(GoDuration.format(duration.getAsLong())).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "5",
        "h",
        ".s",
        "1d",
        "1h ",
        " 1h",
        "1h-2h",
        "1h1",
        "1H",
        "9223372036854775808ns",
        "2562048h",
        "99999999999999999999s",
        "00"
      })
  void refuses_what_is_no_duration(String text) {
    assertThat(GoDuration.parse(text)).isEmpty();
  }
}
