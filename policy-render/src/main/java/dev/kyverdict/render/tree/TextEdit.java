package dev.kyverdict.render.tree;

import java.util.Comparator;
import java.util.List;

/**
 * A change to one stretch of a text.
 *
 * @param start where the stretch begins
 * @param end where it ends; {@code start} for an insertion
 * @param replacement what stands there afterwards
 */
record TextEdit(int start, int end, String replacement) {

  static TextEdit insert(int at, String text) {
    return new TextEdit(at, at, text);
  }

  static TextEdit delete(int start, int end) {
    return new TextEdit(start, end, "");
  }

  /** The text with the edits made; everything between them is copied as it is. */
  static String apply(String text, List<TextEdit> edits) {
    StringBuilder result = new StringBuilder(text.length());
    int done = 0;
    for (TextEdit edit : edits.stream().sorted(Comparator.comparing(TextEdit::start)).toList()) {
      if (edit.start < done) {
        throw new IllegalArgumentException("edits overlap at " + edit.start);
      }
      result.append(text, done, edit.start).append(edit.replacement);
      done = edit.end;
    }
    return result.append(text, done, text.length()).toString();
  }
}
