package dev.kyverdict.cluster.actor;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Times as they stand in objects: whole seconds. The same few are written and read all the time.
 */
public final class WholeSeconds {

  private static final int KEPT = 1024;
  private static final AtomicReferenceArray<Pair> WRITTEN = new AtomicReferenceArray<>(KEPT);
  private static final AtomicReferenceArray<Pair> READ = new AtomicReferenceArray<>(KEPT);

  private WholeSeconds() {}

  private record Pair(long second, String text, Optional<Instant> instant) {}

  /** The second of a moment. */
  public static String text(Instant moment) {
    long second = moment.getEpochSecond();
    int place = Math.floorMod(second, KEPT);
    Pair known = WRITTEN.get(place);
    if (known != null && known.second() == second) {
      return known.text();
    }
    String text = moment.truncatedTo(ChronoUnit.SECONDS).toString();
    WRITTEN.set(place, new Pair(second, text, Optional.empty()));
    return text;
  }

  /** A moment; empty for what is none. */
  public static Optional<Instant> read(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    int place = Math.floorMod(text.hashCode(), KEPT);
    Pair known = READ.get(place);
    if (known != null && known.text().equals(text)) {
      return known.instant();
    }
    Optional<Instant> instant = parsed(text);
    READ.set(place, new Pair(0, text, instant));
    return instant;
  }

  private static Optional<Instant> parsed(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException noTime) {
      return Optional.empty();
    }
  }
}
