package dev.kyverdict.jmespath.functions;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * Go's {@code time.Time}, with its offset but without a zone's name.
 *
 * @param seconds since 1970
 * @param nanos within the second
 * @param offset seconds east of UTC
 */
public record GoTime(long seconds, int nanos, int offset) {

  private static final long SECOND = 1_000_000_000L;

  /** Seconds between Go's zero time, the year 1, and 1970. */
  private static final long ZERO_TO_UNIX = 62_135_596_800L;

  /** A point in time as a clock at an offset shows it. */
  public static GoTime of(Instant instant, int offset) {
    return new GoTime(instant.getEpochSecond(), instant.getNano(), offset);
  }

  /** {@code time.RFC3339}. */
  public static GoTime parse(String text) {
    return GoTimeLayout.RFC3339.parse(text);
  }

  /** The same in UTC. */
  public GoTime utc() {
    return new GoTime(seconds, nanos, 0);
  }

  /** {@code t.Add(d)}. */
  public GoTime plus(long duration) {
    long sum = nanos + duration % SECOND;
    return new GoTime(
        seconds + duration / SECOND + Math.floorDiv(sum, SECOND),
        (int) Math.floorMod(sum, SECOND),
        offset);
  }

  /** {@code t.Sub(u)}: what does not fit becomes the largest or the smallest duration. */
  public long minus(GoTime other) {
    BigInteger difference = sinceEpoch().subtract(other.sinceEpoch());
    if (difference.bitLength() < Long.SIZE) {
      return difference.longValue();
    }
    return difference.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  private BigInteger sinceEpoch() {
    return BigInteger.valueOf(seconds)
        .multiply(BigInteger.valueOf(SECOND))
        .add(BigInteger.valueOf(nanos));
  }

  /** {@code t.Truncate(d)}: down to a multiple since the year 1; unchanged for nothing or less. */
  public GoTime truncated(long duration) {
    if (duration <= 0) {
      return this;
    }
    BigInteger sinceZero =
        sinceEpoch().add(BigInteger.valueOf(ZERO_TO_UNIX).multiply(BigInteger.valueOf(SECOND)));
    return plus(-sinceZero.mod(BigInteger.valueOf(duration)).longValueExact());
  }

  /** Whether it is before another time. */
  public boolean isBefore(GoTime other) {
    return seconds < other.seconds || (seconds == other.seconds && nanos < other.nanos);
  }

  /** What a clock at the offset shows. */
  private LocalDateTime local() {
    return LocalDateTime.ofEpochSecond(seconds + offset, nanos, ZoneOffset.UTC);
  }

  /** Minute, hour, day, month and day of the week, as cron wants them. */
  public String cron() {
    LocalDateTime local = local();
    return local.getMinute()
        + " "
        + local.getHour()
        + " "
        + local.getDayOfMonth()
        + " "
        + local.getMonthValue()
        + " "
        + local.getDayOfWeek().getValue() % 7;
  }

  /** {@code t.Format(time.RFC3339)}; of an offset the seconds are dropped. */
  @Override
  public String toString() {
    LocalDateTime local = local();
    int year = local.getYear();
    String date =
        String.format(
            Locale.ROOT,
            "%s%04d-%02d-%02dT%02d:%02d:%02d",
            year < 0 ? "-" : "",
            Math.abs(year),
            local.getMonthValue(),
            local.getDayOfMonth(),
            local.getHour(),
            local.getMinute(),
            local.getSecond());
    if (offset == 0) {
      return date + "Z";
    }
    int minutes = Math.abs(offset / 60);
    String sign = offset / 60 < 0 ? "-" : "+";
    return date + String.format(Locale.ROOT, "%s%02d:%02d", sign, minutes / 60, minutes % 60);
  }
}
