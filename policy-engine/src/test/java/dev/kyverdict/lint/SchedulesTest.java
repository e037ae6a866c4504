package dev.kyverdict.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 * * * *",
        "7 2 * * *",
        "*/15 * * * *",
        "2-59/5 * * * *",
        "0,30 1-5 1,15 * 0",
        "59 23 31 12 6",
        "@hourly",
        "@daily",
        "@weekly",
        "@monthly",
        "@yearly",
        "@annually"
      })
  void takes_what_both_sides_take(String schedule) {
    assertThat(Schedules.problem(schedule)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "* * * * * *",
        "12345",
        "61 25 * * *",
        "@hourlyfoo",
        "CRON_TZ=UTC 0 2 * * *",
        "0 2 * * 7"
      })
  void refuses_what_only_the_crd_takes(String schedule) {
    assertThat(Schedules.problem(schedule)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@midnight",
        "@every 1h",
        "0 2 * * MON",
        "0  2 * * *",
        "0 1-5/2 * * *",
        "? 2 * * *"
      })
  void refuses_what_only_the_controller_takes(String schedule) {
    assertThat(Schedules.problem(schedule)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "* * * *", "0 2 * * * ", "5-1 * * * *", "*/0 * * * *", "a b c d e"})
  void refuses_what_neither_takes(String schedule) {
    assertThat(Schedules.problem(schedule)).isPresent();
  }

  @Test
  void says_what_is_wrong() {
    assertThat(Schedules.problem("61 2 * * *")).contains("minute '61' is outside of 0-59");
    assertThat(Schedules.problem("0 2 * * MON")).contains("day of week 'MON' is not numeric");
    assertThat(Schedules.problem("0 2 * *"))
        .contains("it has 4 fields separated by single spaces, not 5");
    assertThat(Schedules.problem("@midnight"))
        .contains("'@midnight' is no descriptor that VolSync's CRD takes");
    assertThat(Schedules.problem("0 1-5/2 * * *"))
        .contains("VolSync's CRD takes a step of a range in the first field only");
  }
}
