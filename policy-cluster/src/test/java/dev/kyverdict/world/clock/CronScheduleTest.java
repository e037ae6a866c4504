package dev.kyverdict.world.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2-59/5 * * * *  | 2026-01-01T00:57:00Z | 2026-01-01T01:02:00Z
          0 2 * * *       | 2026-01-01T02:00:00Z | 2026-01-02T02:00:00Z
          0 0 31 * *      | 2026-02-01T00:00:00Z | 2026-03-31T00:00:00Z
          0 0 13 * 5      | 2026-01-01T00:00:00Z | 2026-01-02T00:00:00Z
          0 0 */2 * 5     | 2026-01-01T00:00:00Z | 2026-01-02T00:00:00Z
          0 0 * * mon     | 2026-01-01T00:00:00Z | 2026-01-05T00:00:00Z
          @hourly         | 2026-01-01T00:00:00Z | 2026-01-01T01:00:00Z
          """)
  void the_next_time_is_as_robfig_cron_has_it(String schedule, String after, String next) {
    assertThat(CronSchedule.parse(schedule).orElseThrow().next(Instant.parse(after)))
        .contains(Instant.parse(next));
  }

  @Test
  void a_zone_moves_the_times_and_skips_the_hour_that_does_not_exist() {
    CronSchedule berlin =
        CronSchedule.parse("30 2 * * *", ZoneId.of("Europe/Berlin")).orElseThrow();

    assertThat(berlin.next(Instant.parse("2026-01-01T00:00:00Z")))
        .contains(Instant.parse("2026-01-01T01:30:00Z"));
    assertThat(berlin.next(Instant.parse("2026-03-29T00:00:00Z")))
        .contains(Instant.parse("2026-03-30T00:30:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "* * * *", "* * * * * *", "61 * * * *", "0 0 0 * *", "5-1 * * * *"})
  void what_is_no_schedule_is_none(String text) {
    assertThat(CronSchedule.parse(text)).isEmpty();
  }

  @Test
  void a_day_that_never_comes_has_no_next_time() {
    assertThat(CronSchedule.parse("59 23 31 2 *").orElseThrow().next(Instant.EPOCH)).isEmpty();
  }
}
