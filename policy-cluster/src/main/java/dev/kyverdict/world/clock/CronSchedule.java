package dev.kyverdict.world.clock;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A schedule of five fields, or a descriptor, as {@code github.com/robfig/cron/v3} reads it ({@code
 * parser.go}, {@code spec.go}): the CronJob controller and VolSync both do.
 *
 * @param minutes bits of the minutes
 * @param hours bits of the hours
 * @param days bits of the days of a month
 * @param months bits of the months
 * @param weekdays bits of the days of a week, Sunday first
 * @param anyDay whether the field of the days, or that of the weekdays, is a star: then both must
 *     fit, and otherwise one of them is enough
 * @param zone the time zone
 */
public record CronSchedule(
    long minutes, long hours, long days, long months, long weekdays, boolean anyDay, ZoneId zone) {

  private static final Map<String, String> DESCRIPTORS =
      Map.of(
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *",
          "@monthly", "0 0 1 * *",
          "@weekly", "0 0 * * 0",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@hourly", "0 * * * *");
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> WEEKDAYS =
      List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
  private static final int MAX_YEARS = 5;
  private static final Map<Line, CronSchedule> READ = new ConcurrentHashMap<>();
  private static final int MOST_READ = 1000;

  /** Reads a schedule in UTC; empty when it is none. */
  public static Optional<CronSchedule> parse(String text) {
    return parse(text, ZoneOffset.UTC);
  }

  /** Reads a schedule; {@code TZ=} or {@code CRON_TZ=} in front of it overrules the zone. */
  public static Optional<CronSchedule> parse(String text, ZoneId zone) {
    try {
      if (text.startsWith("TZ=") || text.startsWith("CRON_TZ=")) {
        int space = text.indexOf(' ');
        ZoneId own = ZoneId.of(text.substring(text.indexOf('=') + 1, space));
        return Optional.of(read(text.substring(space).strip(), own));
      }
      return Optional.of(read(text, zone));
    } catch (java.time.DateTimeException
        | IllegalArgumentException
        | IndexOutOfBoundsException no) {
      return Optional.empty();
    }
  }

  /** What was read, by zone and text. */
  private record Line(String text, ZoneId zone) {}

  private static CronSchedule read(String text, ZoneId zone) {
    Line line = new Line(text, zone);
    CronSchedule known = READ.get(line);
    if (known != null) {
      return known;
    }
    CronSchedule read = readAnew(text, zone);
    if (READ.size() >= MOST_READ) {
      READ.clear();
    }
    READ.put(line, read);
    return read;
  }

  private static CronSchedule readAnew(String text, ZoneId zone) {
    String[] fields = DESCRIPTORS.getOrDefault(text, text).strip().split("\\s+", -1);
    if (fields.length != 5) {
      throw new IllegalArgumentException(text);
    }
    return new CronSchedule(
        bits(fields[0], 0, 59, List.of()),
        bits(fields[1], 0, 23, List.of()),
        bits(fields[2], 1, 31, List.of()),
        bits(fields[3], 1, 12, MONTHS),
        bits(fields[4], 0, 6, WEEKDAYS),
        isStar(fields[2]) || isStar(fields[4]),
        zone);
  }

  private static boolean isStar(String field) {
    return List.of(field.split(",", -1)).stream()
        .anyMatch(part -> (part.startsWith("*") || part.startsWith("?")) && !isStepped(part));
  }

  private static boolean isStepped(String part) {
    return part.contains("/") && !part.endsWith("/1");
  }

  private static long bits(String field, int min, int max, List<String> names) {
    long bits = 0;
    for (String part : field.split(",", -1)) {
      String[] step = part.split("/", -1);
      String[] ends = step[0].split("-", -1);
      boolean star = step[0].equals("*") || step[0].equals("?");
      int from = star ? min : number(ends[0], min, names);
      int to = star ? max : ends.length > 1 ? number(ends[1], min, names) : from;
      if (step.length == 2 && ends.length == 1 && !star) {
        to = max;
      }
      int by = step.length > 1 ? Integer.parseInt(step[1]) : 1;
      if (from < min || to > max || from > to || by < 1 || step.length > 2 || ends.length > 2) {
        throw new IllegalArgumentException(field);
      }
      for (int i = from; i <= to; i += by) {
        bits |= 1L << i;
      }
    }
    return bits;
  }

  private static int number(String text, int min, List<String> names) {
    int name = names.indexOf(text.toLowerCase(java.util.Locale.ROOT));
    return name >= 0 ? name + min : Integer.parseUnsignedInt(text);
  }

  /** The first time after a moment; empty when none comes within five years. */
  public Optional<Instant> next(Instant after) {
    ZonedDateTime time = after.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
    int last = time.getYear() + MAX_YEARS;
    while (time.getYear() <= last) {
      if (!has(months, time.getMonthValue())) {
        time = time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).plusMonths(1);
      } else if (!fitsDay(time)) {
        time = time.truncatedTo(ChronoUnit.DAYS).plusDays(1);
      } else if (!has(hours, time.getHour())) {
        time = time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
      } else if (!has(minutes, time.getMinute())) {
        time = time.plusMinutes(1);
      } else {
        return Optional.of(time.toInstant());
      }
    }
    return Optional.empty();
  }

  private boolean fitsDay(ZonedDateTime time) {
    boolean day = has(days, time.getDayOfMonth());
    boolean weekday = has(weekdays, time.getDayOfWeek().getValue() % 7);
    return anyDay ? day && weekday : day || weekday;
  }

  private static boolean has(long bits, int bit) {
    return (bits >> bit & 1) == 1;
  }
}
