package dev.kyverdict.world;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What happened, in the columns of the plan.
 *
 * @param start where time begins
 * @param entries in order
 */
public record TimeLine(Instant start, List<Entry> entries) {

  /** Who did it. */
  public enum Column {
    /** Argo CD and the apps. */
    ARGOCD,
    /** Kyverno, the pre-warm, External Secrets. */
    POLICY,
    /** VolSync. */
    VOLSYNC,
    /** Claims and volumes. */
    STORAGE,
    /** The object store. */
    S3
  }

  /**
   * One thing that happened.
   *
   * @param at when
   * @param column who did it
   * @param text what
   */
  public record Entry(Instant at, Column column, String text) {}

  /** Sorts by time. */
  public TimeLine {
    entries = entries.stream().sorted(Comparator.comparing(Entry::at)).toList();
  }

  /** What one of the columns has. */
  public List<String> of(Column column) {
    return entries.stream().filter(it -> it.column() == column).map(Entry::text).toList();
  }

  /** The same from a moment on. */
  public TimeLine since(Instant moment) {
    return new TimeLine(moment, entries.stream().filter(it -> !it.at().isBefore(moment)).toList());
  }

  /** The same with only what is about something. */
  public TimeLine about(String part) {
    return new TimeLine(start, entries.stream().filter(it -> it.text().contains(part)).toList());
  }

  private String time(Instant at) {
    Duration since = Duration.between(start, at);
    String sign = since.isNegative() ? "-" : "+";
    Duration length = since.abs();
    return "T%s%d:%02d:%02d"
        .formatted(sign, length.toHours(), length.toMinutesPart(), length.toSecondsPart());
  }

  /** As a table; a column is as wide as its longest entry. */
  @Override
  public String toString() {
    int[] widths = new int[Column.values().length];
    for (Column column : Column.values()) {
      widths[column.ordinal()] = column.name().length();
    }
    for (Entry entry : entries) {
      int column = entry.column().ordinal();
      widths[column] = Math.max(widths[column], entry.text().length());
    }
    StringBuilder table = new StringBuilder(row("TIME", widths, null, ""));
    entries.forEach(it -> table.append(row(time(it.at()), widths, it.column(), it.text())));
    return table.toString();
  }

  private static String row(
      String time, int[] widths, @org.jspecify.annotations.Nullable Column column, String text) {
    String cells =
        List.of(Column.values()).stream()
            .map(
                it -> {
                  String cell = column == null ? it.name() : it == column ? text : "";
                  return cell + " ".repeat(widths[it.ordinal()] - cell.length());
                })
            .collect(Collectors.joining("  "));
    return "%-11s  %s".formatted(time, cells).stripTrailing() + "\n";
  }
}
