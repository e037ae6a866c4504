package dev.kyverdict.render.tree;

import java.util.List;

/** How entries come into and leave a list that has a line for each of them. */
final class BlockListEdits {

  private BlockListEdits() {}

  /** A new entry after the last one, indented and quoted like it. */
  static List<TextEdit> add(String text, ResourceList list, String entry) {
    ResourceEntry last = list.last();
    int dash = list.marks().getLast();
    String indentation = text.substring(TextLines.start(text, dash), dash);
    String gap = text.substring(dash + 1, last.start());
    String line = indentation + "-" + (gap.isBlank() && isOnOneLine(gap) ? gap : " ");
    return List.of(insertLine(text, last.end(), line + list.written(entry)));
  }

  /** The first entry of a list that is a bare {@code resources:}. */
  static List<TextEdit> addFirst(String text, ResourceList list, String indentation, String entry) {
    return List.of(insertLine(text, list.colon(), indentation + "- " + list.written(entry)));
  }

  /** The lines of an entry go; an emptied list says so. */
  static List<TextEdit> remove(String text, ResourceList list, int position) {
    int start = TextLines.start(text, list.marks().get(position));
    int lineEnd = TextLines.end(text, list.entries().get(position).end());
    TextEdit cut =
        lineEnd < text.length()
            ? TextEdit.delete(start, TextLines.next(text, lineEnd))
            : TextEdit.delete(start - TextLines.breakBefore(text, start).length(), lineEnd);
    return list.entries().size() > 1
        ? List.of(cut)
        : List.of(TextEdit.insert(list.colon(), " []"), cut);
  }

  /** A line after the one that {@code at} stands on; a missing final line break stays missing. */
  static TextEdit insertLine(String text, int at, String line) {
    String lineBreak = TextLines.breakNear(text, at);
    int end = TextLines.end(text, at);
    return end == text.length()
        ? TextEdit.insert(end, lineBreak + line)
        : TextEdit.insert(TextLines.next(text, end), line + lineBreak);
  }

  private static boolean isOnOneLine(String text) {
    return TextLines.end(text, 0) == text.length();
  }
}
