package dev.kyverdict.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
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

  private static final Pattern STAMP = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:]+Z");

  /** What comes again and again while nothing changes. */
  private static final Pattern ROUTINE =
      Pattern.compile("^(pre-warm ran: nothing|catalogue|look-up for |deny |sync .*retried$)");

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

  /**
   * The same without what repeats itself: a tick that has nothing to do, a catalogue as long as the
   * last, an attempt that ends as the one before it. What is gone may come again.
   */
  public TimeLine folded() {
    Set<String> told = new HashSet<>();
    List<Entry> kept = new ArrayList<>();
    for (Entry entry : entries) {
      String text = STAMP.matcher(entry.text()).replaceAll("");
      if (!ROUTINE.matcher(text).find()) {
        kept.add(entry);
        if (text.endsWith(" is gone") || text.endsWith(" deleted") || text.startsWith("a NEW")) {
          told.clear();
        }
      } else if (told.add(text)) {
        kept.add(entry);
      }
    }
    return new TimeLine(start, kept);
  }

  /** As the plan draws it: columns of a width in which texts break; a time stands once. */
  public String drawn(int width) {
    StringBuilder drawing = new StringBuilder(cells("TIME", Optional.empty(), "", width));
    String last = "";
    for (Entry entry : entries) {
      String time = time(entry.at());
      List<String> lines = broken(entry.text(), width);
      for (int i = 0; i < lines.size(); i++) {
        String first = i == 0 && !time.equals(last) ? time : "";
        String line = (i == 0 ? "" : "  ") + lines.get(i);
        drawing.append(cells(first, Optional.of(entry.column()), line, width));
      }
      last = time;
    }
    return drawing.toString();
  }

  /** A line with a text in one column, or with the names of all. */
  private static String cells(String time, Optional<Column> column, String text, int width) {
    StringBuilder line = new StringBuilder("%-10s".formatted(time));
    for (Column it : Column.values()) {
      String cell = column.map(own -> own == it ? text : "").orElse(it.name());
      line.append("  ").append(("%-" + width + "s").formatted(cell));
    }
    return line.toString().stripTrailing() + "\n";
  }

  /** Lines of at most so many characters; what is longer than that stands alone. */
  private static List<String> broken(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      int room = lines.isEmpty() ? width : width - 2;
      if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** A moment as it stands in the table. */
  public String time(Instant at) {
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
