package dev.kyverdict.render.tree;

import java.util.Optional;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/**
 * One entry of a {@code resources} list and where it stands in the text.
 *
 * @param value the entry as YAML reads it
 * @param start the index of its first character, the quote included
 * @param end the index after its last character
 * @param line its line, counted from 1
 * @param style how it is written
 * @param oddity why it is safer to let a person edit this list, if it is
 */
record ResourceEntry(
    String value, int start, int end, int line, ScalarStyle style, Optional<String> oddity) {

  /** Whether both name the same file. */
  boolean names(String entry) {
    return TreePath.normalized(value).equals(TreePath.normalized(entry));
  }

  /** A new entry as text, quoted in this style, or where a reader of YAML could misread it. */
  static String written(String entry, ScalarStyle style) {
    return switch (style) {
      case SINGLE_QUOTED -> "'" + entry.replace("'", "''") + "'";
      case DOUBLE_QUOTED -> doubleQuoted(entry);
      default -> isSafe(entry) ? entry : doubleQuoted(entry);
    };
  }

  private static boolean isSafe(String entry) {
    return entry.matches("[A-Za-z0-9_./-]+")
        && !entry.startsWith("-")
        && (entry.contains("/") || entry.matches(".*[A-Za-z0-9_]\\.(ya?ml|json)"));
  }

  private static String doubleQuoted(String entry) {
    return "\"" + entry.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
