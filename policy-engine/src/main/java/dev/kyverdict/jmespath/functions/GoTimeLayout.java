package dev.kyverdict.jmespath.functions;

import java.util.ArrayList;
import java.util.List;

/**
 * A layout of Go's package {@code time}, such as {@code 2006-01-02}: what looks like a part of the
 * reference time stands for such a part, all else for itself.
 */
public final class GoTimeLayout {

  /** {@code time.RFC3339}. */
  public static final GoTimeLayout RFC3339 = of("2006-01-02T15:04:05Z07:00");

  private final String text;
  private final List<Chunk> chunks;
  private final String rest;

  private GoTimeLayout(String text, List<Chunk> chunks, String rest) {
    this.text = text;
    this.chunks = List.copyOf(chunks);
    this.rest = rest;
  }

  /** What a part of a layout stands for. */
  enum Part {
    LONG_MONTH,
    MONTH,
    NUMBER_MONTH,
    ZERO_MONTH,
    LONG_WEEKDAY,
    WEEKDAY,
    DAY,
    UNDER_DAY,
    ZERO_DAY,
    UNDER_YEAR_DAY,
    ZERO_YEAR_DAY,
    HOUR,
    HOUR_12,
    ZERO_HOUR_12,
    MINUTE,
    ZERO_MINUTE,
    SECOND,
    ZERO_SECOND,
    LONG_YEAR,
    YEAR,
    UPPER_PM,
    LOWER_PM,
    ZONE_NAME,
    OFFSET,
    FRACTION_ZEROS,
    FRACTION_NINES
  }

  /** A part of a layout, the text before it, and how it is written. */
  record Chunk(String prefix, Part part, String text) {}

  /** Reads a layout; any text is one. */
  public static GoTimeLayout of(String text) {
    List<Chunk> chunks = new ArrayList<>();
    int from = 0;
    int i = 0;
    while (i < text.length()) {
      LayoutParts.Found found = LayoutParts.at(text, i);
      if (found.length() == 0) {
        i++;
        continue;
      }
      int start = i + found.skip();
      int end = start + found.length();
      chunks.add(new Chunk(text.substring(from, start), found.part(), text.substring(start, end)));
      from = end;
      i = end;
    }
    return new GoTimeLayout(text, chunks, text.substring(from));
  }

  /**
   * {@code time.Parse} where the machine is in UTC.
   *
   * @throws FunctionException with Go's text
   */
  public GoTime parse(String value) {
    return new TimeParser(this, value).parse();
  }

  String text() {
    return text;
  }

  List<Chunk> chunks() {
    return chunks;
  }

  /** What follows the last part. */
  String rest() {
    return rest;
  }
}
