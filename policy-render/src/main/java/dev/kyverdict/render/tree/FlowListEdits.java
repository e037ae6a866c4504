package dev.kyverdict.render.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How entries come into and leave a list in brackets, on one line or on several. */
final class FlowListEdits {

  private FlowListEdits() {}

  /** A new entry after the last one, spaced and quoted like it. */
  static List<TextEdit> add(String text, ResourceList list, String entry) {
    if (list.entries().isEmpty()) {
      return List.of(addFirst(text, list, entry));
    }
    int position = list.entries().size() - 1;
    ResourceEntry last = list.last();
    Optional<Integer> comma = list.commaAfter(position);
    int at = comma.map(index -> index + 1).orElse(last.end());
    String separator = separator(text, list);
    String added = separator + list.written(entry) + (comma.isPresent() ? "," : "");
    int lineEnd = TextLines.end(text, at);
    boolean commentFollows = text.substring(at, lineEnd).strip().startsWith("#");
    if (!commentFollows) {
      return List.of(TextEdit.insert(at, (comma.isPresent() ? "" : ",") + added));
    }
    String ownLine = isOneLine(separator) ? TextLines.breakNear(text, at) + "  " : "";
    List<TextEdit> edits = new ArrayList<>();
    if (comma.isEmpty()) {
      edits.add(TextEdit.insert(at, ","));
    }
    edits.add(TextEdit.insert(lineEnd, ownLine + (ownLine.isEmpty() ? added : added.strip())));
    return edits;
  }

  private static TextEdit addFirst(String text, ResourceList list, String entry) {
    String inside = text.substring(list.open(), list.close());
    String written = list.written(entry);
    return isSpaces(inside)
        ? new TextEdit(list.open(), list.close(), padding(inside) + written + padding(inside))
        : TextEdit.insert(list.open(), written);
  }

  private static String padding(String inside) {
    return inside.isEmpty() ? "" : " ";
  }

  /** What stands before the last entry: a line of its own, or the space after a comma. */
  private static String separator(String text, ResourceList list) {
    int start = list.last().start();
    int lineStart = TextLines.start(text, start);
    String before = text.substring(lineStart, start);
    if (before.isBlank() && lineStart > list.open()) {
      return TextLines.breakBefore(text, lineStart) + before;
    }
    int position = list.entries().size() - 1;
    String gap = position == 0 ? " " : text.substring(list.marks().get(position - 1) + 1, start);
    return isSpaces(gap) ? gap : " ";
  }

  /** An entry goes, with its comma, and with its line where it has one of its own. */
  static List<TextEdit> remove(String text, ResourceList list, int position) {
    ResourceEntry entry = list.entries().get(position);
    Optional<Integer> comma = list.commaAfter(position);
    int end = comma.map(index -> index + 1).orElse(entry.end());
    List<TextEdit> edits = new ArrayList<>();
    boolean commaBeforeGoes = comma.isEmpty() && position > 0;
    if (hasOwnLine(text, list, entry.start(), end)) {
      int lineStart = TextLines.start(text, entry.start());
      edits.add(TextEdit.delete(lineStart, TextLines.next(text, end)));
    } else if (commaBeforeGoes) {
      int before = list.marks().get(position - 1);
      if (text.substring(before + 1, entry.start()).isBlank()) {
        return List.of(TextEdit.delete(before, end));
      }
      edits.add(TextEdit.delete(entry.start(), end));
    } else {
      edits.add(TextEdit.delete(entry.start(), spacesAfter(text, list, position, end)));
    }
    if (commaBeforeGoes) {
      int before = list.marks().get(position - 1);
      edits.add(TextEdit.delete(before, before + 1));
    }
    return list.entries().size() == 1 ? emptied(text, list, edits) : edits;
  }

  private static List<TextEdit> emptied(String text, ResourceList list, List<TextEdit> edits) {
    ResourceEntry only = list.last();
    int end = list.commaAfter(0).map(comma -> comma + 1).orElse(only.end());
    boolean bare =
        text.substring(list.open(), only.start()).isBlank()
            && text.substring(only.end(), end).replace(",", "").isBlank()
            && text.substring(end, list.close()).isBlank();
    return bare ? List.of(TextEdit.delete(list.open(), list.close())) : edits;
  }

  private static boolean hasOwnLine(String text, ResourceList list, int start, int end) {
    int lineStart = TextLines.start(text, start);
    int lineEnd = TextLines.end(text, end);
    String after = text.substring(end, lineEnd).strip();
    return lineStart >= list.open()
        && lineEnd < list.close()
        && text.substring(lineStart, start).isBlank()
        && isOneLine(text.substring(start, end))
        && (after.isEmpty() || after.startsWith("#"));
  }

  /** The blanks up to the next entry go too, unless a comment is among them. */
  private static int spacesAfter(String text, ResourceList list, int position, int end) {
    if (position + 1 == list.entries().size()) {
      return end;
    }
    int next = list.entries().get(position + 1).start();
    return text.substring(end, next).isBlank() ? next : end;
  }

  private static boolean isSpaces(String text) {
    return text.isBlank() && isOneLine(text);
  }

  private static boolean isOneLine(String text) {
    return TextLines.end(text, 0) == text.length();
  }
}
