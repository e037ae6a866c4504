package dev.kyverdict.jmespath.functions;

import dev.kyverdict.jmespath.functions.GoTimeLayout.Chunk;
import dev.kyverdict.jmespath.functions.GoTimeLayout.Part;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Reads one value with a layout; Go's {@code time/format.go}, {@code parse}. */
final class TimeParser {

  private static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");
  private static final List<String> DAYS =
      List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");

  private final GoTimeLayout layout;
  private final TimeText text;

  private int year;
  private int month = -1;
  private int day = -1;
  private int dayOfYear = -1;
  private int hour;
  private int minute;
  private int second;
  private int nanos;
  private boolean am;
  private boolean pm;
  private boolean utc;
  private int offset = -1;
  private String zoneName = "";

  TimeParser(GoTimeLayout layout, String value) {
    this.layout = layout;
    this.text = new TimeText(value);
  }

  GoTime parse() {
    List<Chunk> chunks = layout.chunks();
    for (int i = 0; i < chunks.size(); i++) {
      Chunk chunk = chunks.get(i);
      skip(chunk.prefix());
      String before = text.rest();
      try {
        boolean fractionFollows =
            i + 1 < chunks.size()
                && (chunks.get(i + 1).part() == Part.FRACTION_ZEROS
                    || chunks.get(i + 1).part() == Part.FRACTION_NINES);
        read(chunk, fractionFollows);
      } catch (TimeText.OutOfRangeException e) {
        throw problem(": " + e.what() + " out of range");
      } catch (TimeText.MismatchException e) {
        throw mismatch(before, chunk.text());
      }
    }
    skip(layout.rest());
    if (!text.rest().isEmpty()) {
      throw problem(": extra text: " + TimeText.quoted(text.rest()));
    }
    return time();
  }

  private void skip(String prefix) {
    if (!text.skip(prefix)) {
      throw mismatch(text.rest(), prefix);
    }
  }

  private FunctionException mismatch(String value, String element) {
    return new FunctionException(
        "parsing time "
            + TimeText.quoted(text.whole())
            + " as "
            + TimeText.quoted(layout.text())
            + ": cannot parse "
            + TimeText.quoted(value)
            + " as "
            + TimeText.quoted(element));
  }

  private FunctionException problem(String problem) {
    return new FunctionException("parsing time " + TimeText.quoted(text.whole()) + problem);
  }

  private void read(Chunk chunk, boolean fractionFollows) {
    switch (chunk.part()) {
      case HOUR -> hour = TimeText.inRange(text.number(false), 0, 23, "hour");
      case HOUR_12 -> hour = TimeText.inRange(text.number(false), 0, 12, "hour");
      case ZERO_HOUR_12 -> hour = TimeText.inRange(text.number(true), 0, 12, "hour");
      case MINUTE -> minute = TimeText.inRange(text.number(false), 0, 59, "minute");
      case ZERO_MINUTE -> minute = TimeText.inRange(text.number(true), 0, 59, "minute");
      case SECOND -> second(false, fractionFollows);
      case ZERO_SECOND -> second(true, fractionFollows);
      case UPPER_PM -> half(text.take(2), "AM", "PM");
      case LOWER_PM -> half(text.take(2), "am", "pm");
      case ZONE_NAME -> zoneName();
      case OFFSET -> offset(chunk.text());
      case FRACTION_ZEROS -> nanos = text.nanos(chunk.text().length());
      case FRACTION_NINES -> {
        if (text.fractionLength() > 0) {
          nanos = text.nanos(text.fractionLength());
        }
      }
      default -> readDate(chunk.part());
    }
  }

  private void readDate(Part part) {
    switch (part) {
      case LONG_MONTH -> month = text.name(MONTHS, false) + 1;
      case MONTH -> month = text.name(MONTHS, true) + 1;
      case NUMBER_MONTH -> month = TimeText.inRange(text.number(false), 1, 12, "month");
      case ZERO_MONTH -> month = TimeText.inRange(text.number(true), 1, 12, "month");
      case LONG_WEEKDAY -> text.name(DAYS, false);
      case WEEKDAY -> text.name(DAYS, true);
      case DAY -> day = text.number(false);
      case UNDER_DAY -> {
        text.skipSpace();
        day = text.number(false);
      }
      case ZERO_DAY -> day = text.number(true);
      case UNDER_YEAR_DAY -> {
        text.skipSpace();
        text.skipSpace();
        dayOfYear = text.dayOfYear(false);
      }
      case ZERO_YEAR_DAY -> dayOfYear = text.dayOfYear(true);
      case LONG_YEAR -> year = text.longYear();
      case YEAR -> {
        int two = text.shortYear();
        year = two >= 69 ? two + 1900 : two + 2000;
      }
      default -> throw new IllegalStateException("no part of a date: " + part);
    }
  }

  /** A fraction may follow the seconds although the layout has none. */
  private void second(boolean fixed, boolean fractionFollows) {
    second = TimeText.inRange(text.number(fixed), 0, 59, "second");
    if (!fractionFollows && text.fractionLength() > 0) {
      nanos = text.nanos(text.fractionLength());
    }
  }

  private void half(String value, String before, String after) {
    if (value.equals(after)) {
      pm = true;
    } else if (value.equals(before)) {
      am = true;
    } else {
      throw new TimeText.MismatchException();
    }
  }

  private void zoneName() {
    if (text.rest().startsWith("UTC")) {
      text.take(3);
      utc = true;
    } else {
      zoneName = text.zoneName();
    }
  }

  private void offset(String form) {
    if (form.charAt(0) == 'Z' && text.rest().startsWith("Z")) {
      text.take(1);
      utc = true;
    } else {
      offset = text.offset(form.substring(1));
    }
  }

  private GoTime time() {
    if (pm && hour < 12) {
      hour += 12;
    } else if (am && hour == 12) {
      hour = 0;
    }
    if (dayOfYear >= 0) {
      setDayOfYear();
    }
    month = month < 0 ? 1 : month;
    day = day < 0 ? 1 : day;
    if (day < 1 || day > LocalDate.of(year, month, 1).lengthOfMonth()) {
      throw problem(": day out of range");
    }
    long shown =
        LocalDate.of(year, month, day).atTime(hour, minute, second).toEpochSecond(ZoneOffset.UTC);
    if (utc) {
      return new GoTime(shown, nanos, 0);
    }
    if (offset != -1) {
      return new GoTime(shown - offset, nanos, offset);
    }
    return ofNamedZone(shown);
  }

  /** No zone but UTC has a known offset; the time is then taken for one of UTC. */
  private GoTime ofNamedZone(long shown) {
    boolean hours = zoneName.length() > 3 && zoneName.startsWith("GMT");
    return new GoTime(shown, nanos, hours ? Integer.parseInt(zoneName.substring(3)) * 3600 : 0);
  }

  private void setDayOfYear() {
    int length = LocalDate.of(year, 1, 1).lengthOfYear();
    if (dayOfYear < 1 || dayOfYear > length) {
      throw problem(": day-of-year out of range");
    }
    LocalDate date = LocalDate.ofYearDay(year, dayOfYear);
    if (month >= 0 && month != date.getMonthValue()) {
      throw problem(": day-of-year does not match month");
    }
    if (day >= 0 && day != date.getDayOfMonth()) {
      throw problem(": day-of-year does not match day");
    }
    month = date.getMonthValue();
    day = date.getDayOfMonth();
  }
}
