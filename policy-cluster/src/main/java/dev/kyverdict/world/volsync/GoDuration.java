package dev.kyverdict.world.volsync;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as Go writes them. */
final class GoDuration {

  private static final int SECONDS_PER_MINUTE = 60;

  private GoDuration() {}

  static String text(Duration duration) {
    long hours = duration.toHours();
    long minutes = duration.toMinutesPart();
    BigDecimal seconds =
        BigDecimal.valueOf(duration.getSeconds() % SECONDS_PER_MINUTE)
            .add(BigDecimal.valueOf(duration.getNano(), 9));
    String rest = seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
    return (hours > 0 ? hours + "h" : "") + (hours + minutes > 0 ? minutes + "m" : "") + rest + "s";
  }
}
